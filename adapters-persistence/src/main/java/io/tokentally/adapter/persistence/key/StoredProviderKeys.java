package io.tokentally.adapter.persistence.key;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.data.jpa.repository.NativeQuery;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** The providers' keys of the viewer's organization, without the keys, and the owner's functions that change them. */
interface StoredProviderKeys extends Repository<StoredProviderKey, StoredProviderKey.Key> {

    @Query("from StoredProviderKey key order by key.provider")
    List<StoredProviderKey> all();

    @NativeQuery("SELECT 1 FROM store_provider_key(:provider, :sealed, :hint, :at)")
    int store(String provider, String sealed, String hint, Instant at);

    @NativeQuery("""
            SELECT 1 FROM note_provider_key_test(:provider, :storedAt, :outcome, CAST(:status AS integer), :testedAt)""")
    int tested(String provider, Instant storedAt, String outcome, @Nullable Integer status, Instant testedAt);

    @NativeQuery("SELECT 1 FROM remove_provider_key(:provider)")
    int remove(String provider);
}
