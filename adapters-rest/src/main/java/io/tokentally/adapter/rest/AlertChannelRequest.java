package io.tokentally.adapter.rest;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import io.swagger.v3.oas.annotations.media.Schema;
import io.tokentally.application.port.in.alert.ManageAlertsUseCase.ChannelDraft;
import io.tokentally.domain.alert.AlertChannel;
import io.tokentally.domain.alert.AlertKind;
import io.tokentally.domain.alert.AlertState;
import io.tokentally.domain.alert.ChannelType;
import jakarta.validation.constraints.NotNull;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where alerts are to be told. What is secret of it is never told again. */
@Schema(name = "AlertChannelRequest")
record AlertChannelRequest(
        @Schema(
                example = "On call",
                maxLength = AlertChannel.MAX_NAME_LENGTH,
                requiredMode = Schema.RequiredMode.REQUIRED)
        @NotNull
        String name,

        @Schema(
                allowableValues = {"email", "webhook", "slack", "teams"},
                requiredMode = Schema.RequiredMode.REQUIRED)
        @Refusal("type must be one of email, webhook, slack, teams.")
        @NotNull
        ChannelType type,

        @Schema(
                description =
                        "To whom by mail; of a hook its whole address, which is secret, or nothing to keep the one that it"
                                + " has",
                example = "https://hooks.example/services/…",
                accessMode = Schema.AccessMode.WRITE_ONLY)
        @Nullable
        String address,

        @Schema(
                description = "What a webhook's messages are signed by; nothing to keep the one that it has",
                accessMode = Schema.AccessMode.WRITE_ONLY)
        @Nullable
        String signingKey,

        @Schema(defaultValue = "true") @Nullable Boolean enabled,

        @Schema(
                description = "The least grave state that is told",
                allowableValues = {"ok", "no_data", "warning", "over"},
                defaultValue = "warning")
        @Nullable
        AlertState minimumState,

        @Schema(
                type = "array",
                implementation = String[].class,
                description = "Of which kinds of alerts; nothing for all",
                example = "[\"budget\", \"unusual\"]")
        @JsonSetter(contentNulls = Nulls.FAIL)
        @Nullable
        List<AlertKind> kinds,

        @Schema(description = "After how many hours it is told again while it lasts; nothing for never") @Nullable
        Integer renotifyHours)
        implements ApiBody {

    ChannelDraft draft() {
        return new ChannelDraft(
                Parameters.chosenName("name", name, AlertChannel.MAX_NAME_LENGTH),
                type,
                address,
                signingKey,
                enabled == null || enabled,
                minimumState == null ? AlertState.WARNING : minimumState,
                kinds == null ? Set.of() : Set.copyOf(kinds),
                renotifyHours);
    }

    /** Without what is secret. */
    @Override
    public String toString() {
        return "AlertChannelRequest[name=%s, type=%s]".formatted(name, type);
    }
}
