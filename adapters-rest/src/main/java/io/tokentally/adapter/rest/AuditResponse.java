package io.tokentally.adapter.rest;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.swagger.v3.oas.annotations.media.Schema;
import io.tokentally.domain.audit.AuditEntry;
import io.tokentally.domain.audit.AuditText;
import io.tokentally.domain.audit.ChainVerdict;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the API says of the audit log. */
final class AuditResponse {

    /** Stands where a personal text was erased. */
    static final String ERASED = "(erased)";

    private AuditResponse() {}

    /** A page of entries. */
    @JsonPropertyOrder({"organization", "entries", "nextBefore"})
    @Schema(name = "AuditEntries", description = "A page of audit entries, the newest first")
    record Page(
            @Schema(example = "acme") String organization,
            List<Entry> entries,

            @Schema(description = "What to ask for next as before; null after the last page", example = "12") @Nullable
            Long nextBefore) {

        static Page of(String organization, List<AuditEntry> entries, int limit) {
            return new Page(
                    organization,
                    entries.stream().map(Entry::of).toList(),
                    entries.size() < limit
                            ? null
                            : Long.valueOf(entries.getLast().number()));
        }
    }

    /** One entry. */
    @JsonPropertyOrder({
        "number",
        "id",
        "at",
        "action",
        "actor",
        "subjectKind",
        "subject",
        "address",
        "before",
        "after",
        "hash"
    })
    @Schema(
            name = "AuditEntry",
            description = "Who did what, to whom, from where. A personal text that was erased is (erased)")
    record Entry(
            @Schema(description = "Its place in the organization's chain, from 1 without gaps", example = "12")
            long number,

            @Schema(format = "uuid") String id,
            @Schema(format = "date-time") String at,
            @Schema(example = "member.role_changed") String action,

            @Schema(description = "The user id", example = "owner@acme.example") @Nullable
            String actor,

            @Schema(example = "member") @Nullable String subjectKind,
            @Nullable String subject,

            @Schema(description = "The client's address", example = "203.0.113.7") @Nullable
            String address,

            Map<String, String> before,
            Map<String, String> after,

            @Schema(description = "SHA-256 of the entry and all before it")
            String hash) {

        static Entry of(AuditEntry entry) {
            return new Entry(
                    entry.number(),
                    entry.id().toString(),
                    entry.at().toString(),
                    entry.action().name(),
                    text(entry.actor()),
                    entry.subjectKind(),
                    text(entry.subject()),
                    text(entry.address()),
                    texts(entry.before()),
                    texts(entry.after()),
                    entry.hash());
        }
    }

    /** Whether a chain is as it was written. */
    @JsonPropertyOrder({"organization", "intact", "entries", "hash", "erasedTexts", "brokenAt", "fault", "publicKey"})
    @Schema(name = "AuditVerification", description = "What checking the organization's chain came to")
    record Verification(
            @Schema(example = "acme") String organization,
            boolean intact,

            @Schema(description = "How many entries were found to be as they were written; null if the chain is broken")
            @Nullable
            Long entries,

            @Schema(description = "The last entry's hash") @Nullable
            String hash,

            @Nullable Long erasedTexts,

            @Schema(description = "The first entry that is wrong or missing") @Nullable
            Long brokenAt,

            @Schema(
                    allowableValues = {
                        "missing",
                        "out_of_order",
                        "changed",
                        "personal_text_changed",
                        "not_as_signed",
                        "beyond_head"
                    })
            @Nullable
            String fault,

            @Schema(description = "Ed25519, X.509 in Base64: checks the heads that were written to the log")
            String publicKey) {

        static Verification of(String organization, ChainVerdict verdict, String publicKey) {
            return switch (verdict) {
                case ChainVerdict.Intact intact ->
                    new Verification(
                            organization,
                            true,
                            intact.head().number(),
                            intact.head().hash(),
                            intact.erased(),
                            null,
                            null,
                            publicKey);
                case ChainVerdict.Broken broken ->
                    new Verification(
                            organization,
                            false,
                            null,
                            null,
                            null,
                            broken.number(),
                            ApiEnumNames.word(broken.fault()),
                            publicKey);
            };
        }
    }

    static @Nullable String text(@Nullable AuditText text) {
        if (text == null) {
            return null;
        }
        return text.value() == null ? ERASED : text.value();
    }

    private static Map<String, String> texts(Map<String, AuditText> fields) {
        Map<String, String> texts = new LinkedHashMap<>();
        fields.forEach((field, text) -> texts.put(field, String.valueOf(text(text))));
        return texts;
    }
}
