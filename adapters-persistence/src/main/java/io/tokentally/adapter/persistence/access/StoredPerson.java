package io.tokentally.adapter.persistence.access;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import org.hibernate.annotations.Immutable;
import org.hibernate.annotations.Subselect;

/** Whoever the viewer knows by name, former members among them. Row-level security says who that is. */
@Entity
@Immutable
@Subselect("""
        SELECT user_id, login, display_name FROM accounts
        UNION ALL
        SELECT user_id, login, display_name FROM former_members
        WHERE user_id NOT IN (SELECT account.user_id FROM accounts account)""")
@SuppressWarnings("NullAway.Init") // Hibernate sets the fields, from columns that are NOT NULL
class StoredPerson {

    @Id
    @Column(name = "user_id")
    private String userId;

    private String login;

    @Column(name = "display_name")
    private String displayName;

    public String getUserId() {
        return userId;
    }

    public String getLogin() {
        return login;
    }

    public String getDisplayName() {
        return displayName;
    }
}
