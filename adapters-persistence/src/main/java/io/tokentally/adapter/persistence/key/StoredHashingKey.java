package io.tokentally.adapter.persistence.key;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** A hashing key, as far as the application's role reads it: nothing of the key. */
@Entity
@Immutable
@Table(name = "hashing_keys")
@SuppressWarnings("NullAway.Init") // Hibernate sets the fields, from columns that are NOT NULL
class StoredHashingKey {

    @Id
    private int number;

    @Column(name = "valid_until")
    private @Nullable Instant validUntil;
}
