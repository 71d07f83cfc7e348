package io.tokentally.adapter.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.swagger.v3.oas.annotations.media.Schema;
import io.tokentally.domain.access.Invitation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An invitation as JSON, without its link. */
@JsonPropertyOrder({"id", "address", "role", "byMail", "createdBy", "createdAt", "expiresAt", "state"})
@Schema(name = "Invitation")
record InvitationResponse(
        @Schema(format = "uuid") String id,
        @Schema(example = "ada@example.org") String address,

        @Schema(
                description = "As whom they belong once they have accepted",
                allowableValues = {"member", "admin", "owner"})
        String role,

        @Schema(description = "Whether the link went to the address, and to nobody else")
        boolean byMail,

        @Schema(description = "Who invited") String createdBy,
        @Schema(format = "date-time") String createdAt,

        @Schema(format = "date-time", description = "From when on the link opens nothing")
        String expiresAt,

        @Schema(allowableValues = {"open", "accepted", "declined", "revoked", "expired"})
        String state) {

    static InvitationResponse of(Invitation invitation) {
        return new InvitationResponse(
                invitation.id().toString(),
                invitation.address().value(),
                ApiEnumNames.word(invitation.role()),
                invitation.byMail(),
                invitation.createdBy().value(),
                invitation.createdAt().toString(),
                invitation.expiresAt().toString(),
                ApiEnumNames.word(invitation.state()));
    }

    /** All of the organization. */
    @JsonPropertyOrder({"organization", "invitations"})
    @Schema(name = "Invitations", description = "The newest first, whatever has become of them")
    record All(@Schema(example = "acme") String organization, List<InvitationResponse> invitations) {}

    /** One that was just made. */
    @JsonPropertyOrder({"id", "address", "link"})
    @Schema(name = "NewInvitation")
    record Made(
            @Schema(format = "uuid") String id,
            @Schema(example = "ada@example.org") String address,

            @Schema(
                    types = {"string", "null"},
                    description = "To be handed over, told this once; null where it went by mail")
            @JsonInclude(JsonInclude.Include.ALWAYS)
            @Nullable
            String link) {

        /** Leaves the link out, whose fragment is a secret. */
        @Override
        public String toString() {
            return "Made[" + id + "]";
        }
    }
}
