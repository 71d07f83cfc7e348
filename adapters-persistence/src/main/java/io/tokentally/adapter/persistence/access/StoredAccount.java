package io.tokentally.adapter.persistence.access;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.PrimaryKeyJoinColumn;
import jakarta.persistence.SecondaryTable;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** An account, as far as the application's role reads it, with its second factor and when its person last signed in. */
@Entity
@Immutable
@Table(name = "accounts")
@SecondaryTable(name = "second_factors", pkJoinColumns = @PrimaryKeyJoinColumn(name = "user_id"))
@SecondaryTable(name = "last_sign_ins", pkJoinColumns = @PrimaryKeyJoinColumn(name = "user_id"))
@SuppressWarnings("NullAway.Init") // Hibernate sets the fields, from columns that are NOT NULL
class StoredAccount {

    @Id
    @Column(name = "user_id")
    private String userId;

    private String login;

    @Column(name = "display_name")
    private String displayName;

    @Column(table = "second_factors", name = "since")
    private @Nullable Instant secondFactorSince;

    @Column(table = "last_sign_ins", name = "signed_in_at")
    private @Nullable Instant lastSignIn;

    public String getUserId() {
        return userId;
    }

    public String getLogin() {
        return login;
    }

    public String getDisplayName() {
        return displayName;
    }

    public @Nullable Instant getLastSignIn() {
        return lastSignIn;
    }

    public @Nullable Instant getSecondFactorSince() {
        return secondFactorSince;
    }
}
