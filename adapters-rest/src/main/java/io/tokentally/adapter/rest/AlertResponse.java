package io.tokentally.adapter.rest;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.swagger.v3.oas.annotations.media.Schema;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.alert.AlertChannel;
import io.tokentally.domain.alert.AlertDelivery;
import io.tokentally.domain.alert.AlertEvent;
import io.tokentally.domain.alert.AlertKind;
import io.tokentally.domain.alert.AlertMute;
import io.tokentally.domain.alert.DeliveryOutcome;
import io.tokentally.domain.alert.NotedAlert;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An alert as JSON. */
@JsonPropertyOrder({
    "id",
    "kind",
    "state",
    "raisedAt",
    "windowStart",
    "windowEnd",
    "user",
    "subject",
    "figures",
    "quiet",
    "muted",
    "seen"
})
@Schema(name = "Alert")
record AlertResponse(
        @Schema(format = "uuid") String id,
        @Schema(example = "budget") String kind,

        @Schema(allowableValues = {"ok", "no_data", "warning", "over"})
        String state,

        @Schema(format = "date-time") String raisedAt,

        @Schema(
                types = {"string", "null"},
                format = "date-time")
        @Nullable
        String windowStart,

        @Schema(
                types = {"string", "null"},
                format = "date-time")
        @Nullable
        String windowEnd,

        @Schema(description = "Whom it concerns; null if it is not one person") @Nullable
        String user,

        @Schema(description = "What it is of") Map<String, String> subject,

        @Schema(description = "By which figures, exact and as texts")
        Map<String, String> figures,

        @Schema(description = "Whether it is for the history alone, since its window was over")
        boolean quiet,

        @Schema(description = "Whether it was muted when it was to be told")
        boolean muted,

        @Schema(description = "Whether you have seen it on its page")
        boolean seen) {

    static AlertResponse of(NotedAlert alert) {
        AlertEvent event = alert.event();
        UserId user = event.user();
        return new AlertResponse(
                event.id().toString(),
                event.kind().code(),
                event.state().code(),
                event.raisedAt().toString(),
                text(event.windowStart()),
                text(event.windowEnd()),
                user == null ? null : user.value(),
                event.subject(),
                event.figures(),
                alert.quiet(),
                alert.muted(),
                alert.seen());
    }

    private static @Nullable String text(@Nullable Instant instant) {
        return instant == null ? null : instant.toString();
    }

    /** An organization's alerts. */
    @JsonPropertyOrder({"organization", "unseen", "alerts"})
    @Schema(name = "Alerts")
    record All(
            String organization,

            @Schema(description = "How many of the last 30 days you have not seen")
            long unseen,

            List<AlertResponse> alerts) {}

    /** Where alerts are told, without what is secret. */
    @JsonPropertyOrder({"id", "name", "type", "address", "enabled", "minimumState", "kinds", "renotifyHours"})
    @Schema(name = "AlertChannel")
    record Channel(
            @Schema(format = "uuid") String id,
            String name,

            @Schema(allowableValues = {"email", "webhook", "slack", "teams"})
            String type,

            @Schema(description = "To whom by mail; else the host that is called", example = "hooks.example")
            String address,

            boolean enabled,

            @Schema(allowableValues = {"ok", "no_data", "warning", "over"})
            String minimumState,

            @Schema(description = "Empty for all") List<String> kinds,

            @Schema(
                    types = {"integer", "null"},
                    description = "After how many hours it is told again while it lasts; null for never")
            @Nullable
            Integer renotifyHours) {

        static Channel of(AlertChannel channel) {
            return new Channel(
                    channel.id().toString(),
                    channel.name(),
                    channel.type().code(),
                    channel.address(),
                    channel.enabled(),
                    channel.minimum().code(),
                    channel.kinds().stream().map(AlertKind::code).sorted().toList(),
                    channel.renotifyHours());
        }
    }

    /** An organization's channels. */
    @JsonPropertyOrder({"organization", "channels"})
    @Schema(name = "AlertChannels")
    record Channels(String organization, List<Channel> channels) {}

    /** That an alert was told by a channel. */
    @JsonPropertyOrder({
        "id",
        "channel",
        "name",
        "round",
        "state",
        "attempts",
        "createdAt",
        "nextAttemptAt",
        "sentAt",
        "error",
        "status"
    })
    @Schema(name = "AlertDelivery")
    record Delivery(
            @Schema(format = "uuid") String id,
            @Schema(format = "uuid") String channel,
            String name,

            @Schema(description = "1 for the first time, and one more each time that it is told again")
            int round,

            @Schema(allowableValues = {"pending", "failed", "sent", "gave_up"})
            String state,

            int attempts,
            @Schema(format = "date-time") String createdAt,

            @Schema(
                    types = {"string", "null"},
                    format = "date-time")
            @Nullable
            String nextAttemptAt,

            @Schema(
                    types = {"string", "null"},
                    format = "date-time")
            @Nullable
            String sentAt,

            @Schema(description = "Why it failed last", example = "timed_out") @Nullable
            String error,

            @Schema(
                    types = {"integer", "null"},
                    description = "The last HTTP status")
            @Nullable
            Integer status) {

        static Delivery of(AlertDelivery delivery) {
            return new Delivery(
                    delivery.id().toString(),
                    delivery.channel().toString(),
                    delivery.channelName(),
                    delivery.round(),
                    delivery.state().code(),
                    delivery.attempts(),
                    delivery.createdAt().toString(),
                    text(delivery.nextAttemptAt()),
                    text(delivery.sentAt()),
                    delivery.error(),
                    delivery.status());
        }
    }

    /** What was sent of an alert. */
    @JsonPropertyOrder({"alert", "deliveries"})
    @Schema(name = "AlertDeliveries")
    record Deliveries(@Schema(format = "uuid") String alert, List<Delivery> deliveries) {}

    /** The delivery that something is sent by once more. */
    @Schema(name = "AlertReplay")
    record Replay(@Schema(format = "uuid") String delivery) {}

    /** What came of a test message. */
    @JsonPropertyOrder({"arrived", "error", "status"})
    @Schema(name = "AlertChannelTest")
    record Tested(
            boolean arrived,

            @Schema(description = "Why it failed", example = "timed_out") @Nullable
            String error,

            @Schema(
                    types = {"integer", "null"},
                    description = "What HTTP said")
            @Nullable
            Integer status) {

        static Tested of(DeliveryOutcome outcome) {
            return new Tested(
                    outcome.hasArrived(),
                    outcome.failure() == null ? null : outcome.failure().code(),
                    outcome.status());
        }
    }

    /** That nobody is told of some alerts. */
    @JsonPropertyOrder({"id", "kind", "subject", "until"})
    @Schema(name = "AlertMute")
    record Mute(
            @Schema(format = "uuid") String id,

            @Schema(description = "null for all") @Nullable String kind,

            @Schema(description = "Empty for all") Map<String, String> subject,
            @Schema(format = "date-time") String until) {

        static Mute of(AlertMute mute) {
            return new Mute(
                    mute.id().toString(),
                    mute.kind() == null ? null : mute.kind().code(),
                    mute.subject(),
                    mute.until().toString());
        }
    }

    /** An organization's mutes. */
    @JsonPropertyOrder({"organization", "mutes"})
    @Schema(name = "AlertMutes")
    record Mutes(String organization, List<Mute> mutes) {}

    /** The mute that was made. */
    @Schema(name = "AlertMuted")
    record Muted(@Schema(format = "uuid") String id) {}
}
