package io.tokentally.adapter.rest;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.swagger.v3.oas.annotations.media.Schema;
import io.tokentally.domain.access.Member;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Somebody in the organization as JSON. */
@JsonPropertyOrder({"id", "address", "name", "role", "secondFactor", "lastSignIn"})
@Schema(name = "Member")
record MemberResponse(
        @Schema(description = "Names the person in usage and in paths")
        String id,

        @Schema(description = "What they sign in with", example = "ada@example.org")
        String address,

        @Schema(example = "Ada Lovelace") String name,

        @Schema(allowableValues = {"member", "admin", "owner"})
        String role,

        @Schema(description = "Whether they sign in with a second factor")
        boolean secondFactor,

        @Schema(
                types = {"string", "null"},
                format = "date-time",
                description = "The hour in which they last signed in by browser; null if they never did")
        @Nullable
        String lastSignIn) {

    static MemberResponse of(Member member) {
        return new MemberResponse(
                member.person().userId().value(),
                member.person().login(),
                member.person().displayName(),
                ApiEnumNames.word(member.role()),
                member.secondFactor(),
                member.lastSignIn() == null ? null : member.lastSignIn().toString());
    }

    /** Everybody in the organization. */
    @JsonPropertyOrder({"organization", "members"})
    @Schema(name = "Members")
    record All(@Schema(example = "acme") String organization, List<MemberResponse> members) {}
}
