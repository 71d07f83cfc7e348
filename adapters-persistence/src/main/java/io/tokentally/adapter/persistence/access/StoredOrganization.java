package io.tokentally.adapter.persistence.access;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.hibernate.annotations.Immutable;

/** An organization, as far as its members' pages need it. */
@Entity
@Immutable
@Table(name = "organizations")
@SuppressWarnings("NullAway.Init") // Hibernate sets the fields, from columns that are NOT NULL
class StoredOrganization {

    @Id
    private String id;

    @Column(name = "second_factor_required")
    private boolean secondFactorRequired;
}
