package io.tokentally.adapter.rest;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.swagger.v3.oas.annotations.media.Schema;
import io.tokentally.domain.access.Member;
import java.util.List;

/** Somebody in the organization as JSON. */
@JsonPropertyOrder({"id", "address", "name", "role", "secondFactor"})
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
        boolean secondFactor) {

    static MemberResponse of(Member member) {
        return new MemberResponse(
                member.person().userId().value(),
                member.person().login(),
                member.person().displayName(),
                ApiEnumNames.word(member.role()),
                member.secondFactor());
    }

    /** Everybody in the organization. */
    @JsonPropertyOrder({"organization", "members"})
    @Schema(name = "Members")
    record All(@Schema(example = "acme") String organization, List<MemberResponse> members) {}
}
