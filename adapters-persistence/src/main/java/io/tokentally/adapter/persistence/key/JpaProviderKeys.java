package io.tokentally.adapter.persistence.key;

import io.tokentally.application.port.out.key.ProviderKeys;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.key.ProviderKey;
import io.tokentally.domain.key.SealedSecret;
import io.tokentally.domain.metering.Provider;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Stores providers' keys through the owner's functions, and reads all of them but the encrypted key. */
final class JdbcProviderKeys implements ProviderKeys {

    private final JdbcClient jdbc;
    private final KeyTransaction transaction;

    JdbcProviderKeys(JdbcClient jdbc, KeyTransaction transaction) {
        this.jdbc = jdbc;
        this.transaction = transaction;
    }

    @Override
    public List<ProviderKey> all(Viewer viewer) {
        return transaction.read(
                viewer,
                () -> jdbc.sql("""
                        SELECT organization_id, provider, hint, stored_by, stored_at
                        FROM provider_keys ORDER BY provider""")
                        .query((row, number) -> new ProviderKey(
                                new OrganizationId(row.getString("organization_id")),
                                new Provider(row.getString("provider")),
                                row.getString("hint"),
                                new UserId(row.getString("stored_by")),
                                row.getObject("stored_at", OffsetDateTime.class).toInstant()))
                        .list());
    }

    @Override
    public void store(Viewer viewer, ProviderKey key, SealedSecret secret) {
        transaction.change(
                viewer,
                () -> jdbc.sql("SELECT store_provider_key(?, ?, ?, ?)")
                        .params(
                                key.provider().value(),
                                secret.base64(),
                                key.hint(),
                                key.storedAt().atOffset(ZoneOffset.UTC))
                        .query()
                        .singleRow());
    }

    @Override
    public void remove(Viewer viewer, Provider provider) {
        transaction.change(
                viewer,
                () -> jdbc.sql("SELECT remove_provider_key(?)")
                        .param(provider.value())
                        .query()
                        .singleRow());
    }
}
