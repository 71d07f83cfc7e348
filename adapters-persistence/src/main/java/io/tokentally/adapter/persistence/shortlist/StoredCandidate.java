package io.tokentally.adapter.persistence.shortlist;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.ColumnTransformer;
import org.hibernate.annotations.Immutable;

/** A row of the candidates: added and removed, never changed. */
@Entity
@Immutable
@Table(name = "candidates")
@IdClass(StoredCandidate.Key.class)
class StoredCandidate {

    /** The primary key. */
    record Key(String organizationId, UUID id) implements Serializable {}

    @Id
    @Column(name = "organization_id")
    private String organizationId;

    @Id
    private UUID id;

    @Column(name = "uploaded_by")
    private String uploadedBy;

    @Column(name = "uploaded_at")
    private Instant uploadedAt;

    @Column(name = "file_name")
    private String fileName;

    @ColumnTransformer(write = "CAST(? AS jsonb)")
    private String profile;

    /** For Hibernate. */
    @SuppressWarnings("NullAway.Init") // it sets the fields, from columns that are NOT NULL
    protected StoredCandidate() {}

    /** Public, though nothing outside sees the class: MapStruct prefers it to the other one for that. */
    public StoredCandidate(
            String organizationId, UUID id, String uploadedBy, Instant uploadedAt, String fileName, String profile) {
        this.organizationId = organizationId;
        this.id = id;
        this.uploadedBy = uploadedBy;
        this.uploadedAt = uploadedAt;
        this.fileName = fileName;
        this.profile = profile;
    }

    public String getOrganizationId() {
        return organizationId;
    }

    public UUID getId() {
        return id;
    }

    public String getUploadedBy() {
        return uploadedBy;
    }

    public Instant getUploadedAt() {
        return uploadedAt;
    }

    public String getFileName() {
        return fileName;
    }

    public String getProfile() {
        return profile;
    }
}
