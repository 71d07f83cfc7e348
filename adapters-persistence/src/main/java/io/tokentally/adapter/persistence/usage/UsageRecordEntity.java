package io.tokentally.adapter.persistence.usage;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** A row of the ledger. Read only: the ledger is written in bulk, by another role. */
@Entity
@Immutable
@Table(name = "api_usage_logs")
@IdClass(UsageRecordEntity.Key.class)
@SuppressWarnings("NullAway.Init") // Hibernate sets the fields, from columns that are NOT NULL
class UsageRecordEntity {

    /** The primary key. */
    record Key(String organizationId, Instant createdAt, UUID id) implements Serializable {}

    @Id
    @Column(name = "organization_id")
    private String organizationId;

    @Id
    @Column(name = "created_at")
    private Instant createdAt;

    @Id
    private UUID id;

    @Column(name = "user_id")
    private String userId;

    private String endpoint;
    private @Nullable String operation;
    private String provider;
    private String model;

    @Column(name = "served_model")
    private @Nullable String servedModel;

    @Column(name = "service_tier")
    private String serviceTier;

    private @Nullable String region;
    private String attribution;
    private @Nullable String tags;

    @Column(name = "virtual_key_id")
    private @Nullable UUID virtualKeyId;

    @Column(name = "usage_reading")
    private String usageReading;

    private String quantities;

    @Column(name = "usage_parts")
    private @Nullable String usageParts;

    @Column(name = "total_tokens")
    private long totalTokens;

    @Column(name = "client_ids")
    private @Nullable String clientIds;

    @Column(name = "provider_request_id")
    private @Nullable String providerRequestId;

    private @Nullable Integer attempt;

    @Column(name = "attempt_of")
    private @Nullable UUID attemptOf;

    @Column(name = "free_of_charge")
    private boolean free;

    @Column(name = "total_cost")
    private @Nullable BigDecimal totalCost;

    @Column(name = "cost_status")
    private String costStatus;

    private String currency;

    @Column(name = "cost_lines")
    private String costLines;

    @Column(name = "price_version")
    private @Nullable String priceVersion;

    @Column(name = "input_band")
    private @Nullable String inputBand;

    @Column(name = "unpriced_reason")
    private @Nullable String unpricedReason;

    @Column(name = "response_time_ms")
    private long responseTimeMs;

    @Column(name = "time_to_first_token_ms")
    private @Nullable Long timeToFirstTokenMs;

    private boolean success;

    @Column(name = "failure_kind")
    private @Nullable String failureKind;

    @Column(name = "http_status")
    private @Nullable Integer httpStatus;

    @Column(name = "error_type")
    private @Nullable String errorType;

    @Column(name = "error_code")
    private @Nullable String errorCode;

    /** Of one that was read without Hibernate. */
    static UsageRecordEntity of(ResultSet row) throws SQLException {
        UsageRecordEntity call = new UsageRecordEntity();
        call.organizationId = row.getString("organization_id");
        call.createdAt = row.getObject("created_at", OffsetDateTime.class).toInstant();
        call.id = row.getObject("id", UUID.class);
        call.userId = row.getString("user_id");
        call.endpoint = row.getString("endpoint");
        call.operation = row.getString("operation");
        call.provider = row.getString("provider");
        call.model = row.getString("model");
        call.servedModel = row.getString("served_model");
        call.serviceTier = row.getString("service_tier");
        call.region = row.getString("region");
        call.attribution = row.getString("attribution");
        call.tags = row.getString("tags");
        call.virtualKeyId = row.getObject("virtual_key_id", UUID.class);
        call.usageReading = row.getString("usage_reading");
        call.quantities = row.getString("quantities");
        call.usageParts = row.getString("usage_parts");
        call.totalTokens = row.getLong("total_tokens");
        call.clientIds = row.getString("client_ids");
        call.providerRequestId = row.getString("provider_request_id");
        call.attempt = row.getObject("attempt", Integer.class);
        call.attemptOf = row.getObject("attempt_of", UUID.class);
        call.free = row.getBoolean("free_of_charge");
        call.totalCost = row.getBigDecimal("total_cost");
        call.costStatus = row.getString("cost_status");
        call.currency = row.getString("currency");
        call.costLines = row.getString("cost_lines");
        call.priceVersion = row.getString("price_version");
        call.inputBand = row.getString("input_band");
        call.unpricedReason = row.getString("unpriced_reason");
        call.responseTimeMs = row.getLong("response_time_ms");
        call.timeToFirstTokenMs = row.getObject("time_to_first_token_ms", Long.class);
        call.success = row.getBoolean("success");
        call.failureKind = row.getString("failure_kind");
        call.httpStatus = row.getObject("http_status", Integer.class);
        call.errorType = row.getString("error_type");
        call.errorCode = row.getString("error_code");
        return call;
    }

    public String getOrganizationId() {
        return organizationId;
    }

    public Instant getCreatedAt() {
        return createdAt;
    }

    public UUID getId() {
        return id;
    }

    public String getUserId() {
        return userId;
    }

    public String getEndpoint() {
        return endpoint;
    }

    public @Nullable String getOperation() {
        return operation;
    }

    public String getProvider() {
        return provider;
    }

    public String getModel() {
        return model;
    }

    public @Nullable String getServedModel() {
        return servedModel;
    }

    public String getServiceTier() {
        return serviceTier;
    }

    public @Nullable String getRegion() {
        return region;
    }

    public String getUsageReading() {
        return usageReading;
    }

    public @Nullable String getTags() {
        return tags;
    }

    public @Nullable UUID getVirtualKeyId() {
        return virtualKeyId;
    }

    public String getAttribution() {
        return attribution;
    }

    public String getQuantities() {
        return quantities;
    }

    public @Nullable String getUsageParts() {
        return usageParts;
    }

    public @Nullable String getClientIds() {
        return clientIds;
    }

    public @Nullable String getProviderRequestId() {
        return providerRequestId;
    }

    public @Nullable Integer getAttempt() {
        return attempt;
    }

    public @Nullable UUID getAttemptOf() {
        return attemptOf;
    }

    public boolean isFree() {
        return free;
    }

    public String getCostStatus() {
        return costStatus;
    }

    public String getCurrency() {
        return currency;
    }

    public String getCostLines() {
        return costLines;
    }

    public @Nullable String getPriceVersion() {
        return priceVersion;
    }

    public @Nullable String getInputBand() {
        return inputBand;
    }

    public @Nullable String getUnpricedReason() {
        return unpricedReason;
    }

    public long getResponseTimeMs() {
        return responseTimeMs;
    }

    public @Nullable Long getTimeToFirstTokenMs() {
        return timeToFirstTokenMs;
    }

    public boolean isSuccess() {
        return success;
    }

    public @Nullable String getFailureKind() {
        return failureKind;
    }

    public @Nullable Integer getHttpStatus() {
        return httpStatus;
    }

    public @Nullable String getErrorType() {
        return errorType;
    }

    public @Nullable String getErrorCode() {
        return errorCode;
    }
}
