package io.tokentally.adapter.persistence.access;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.io.Serializable;
import org.hibernate.annotations.Immutable;

/** A membership. Row-level security shows those of the viewer's organization. */
@Entity
@Immutable
@Table(name = "memberships")
@IdClass(StoredMember.Key.class)
@SuppressWarnings("NullAway.Init") // Hibernate sets the fields, from columns that are NOT NULL
class StoredMember {

    /** The primary key. */
    record Key(String userId, String organizationId) implements Serializable {}

    @Id
    @Column(name = "user_id")
    private String userId;

    @Id
    @Column(name = "organization_id")
    private String organizationId;

    private String role;

    @ManyToOne(fetch = FetchType.LAZY)
    @JoinColumn(name = "user_id", insertable = false, updatable = false)
    private StoredAccount account;

    public String getRole() {
        return role;
    }

    public StoredAccount getAccount() {
        return account;
    }
}
