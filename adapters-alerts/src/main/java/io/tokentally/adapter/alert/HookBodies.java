package io.tokentally.adapter.alert;

import io.tokentally.domain.alert.AlertEvent;
import io.tokentally.domain.alert.AlertMessage;
import io.tokentally.domain.alert.AlertWording;
import io.tokentally.domain.alert.ChannelType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** Messages as each kind of hook takes them. */
final class HookBodies {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private HookBodies() {}

    static byte[] of(ChannelType type, AlertMessage message) {
        return JSON.writeValueAsBytes(
                switch (type) {
                    case WEBHOOK -> own(message);
                    case SLACK -> slack(message);
                    case TEAMS -> teams(message);
                    case EMAIL -> throw new IllegalArgumentException("Mail is sent by no hook");
                });
    }

    private static Map<String, Object> own(AlertMessage message) {
        AlertEvent event = message.event();
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("id", event.id().toString());
        body.put("kind", event.kind().code());
        body.put("state", event.state().code());
        body.put("organization", message.organization());
        body.put("title", AlertWording.title(message));
        body.put("raised_at", event.raisedAt().toString());
        if (event.windowStart() != null) {
            body.put("window_start", event.windowStart().toString());
        }
        if (event.windowEnd() != null) {
            body.put("window_end", event.windowEnd().toString());
        }
        body.put("subject", event.subject());
        body.put("figures", event.figures());
        body.put("round", message.round());
        return body;
    }

    /** Slack reads three characters as markup, see its guide to formatting text. */
    private static Map<String, Object> slack(AlertMessage message) {
        String text = AlertWording.title(message) + "\n" + String.join("\n", AlertWording.lines(message));
        return Map.of("text", text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"));
    }

    /** What "Post to a channel when a webhook request is received" takes: a message that holds an Adaptive Card. */
    private static Map<String, Object> teams(AlertMessage message) {
        List<Map<String, Object>> texts = new ArrayList<>();
        texts.add(Map.of(
                "type", "TextBlock", "text", plain(AlertWording.title(message)), "weight", "Bolder", "wrap", true));
        AlertWording.lines(message)
                .forEach(line ->
                        texts.add(Map.of("type", "TextBlock", "text", plain(line), "wrap", true, "spacing", "Small")));
        Map<String, Object> card = new LinkedHashMap<>();
        card.put("$schema", "http://adaptivecards.io/schemas/adaptive-card.json");
        card.put("type", "AdaptiveCard");
        card.put("version", "1.4");
        card.put("body", texts);
        return Map.of(
                "type",
                "message",
                "attachments",
                List.of(Map.of("contentType", "application/vnd.microsoft.card.adaptive", "content", card)));
    }

    /** Cards read some of Markdown: what looks like it is shown as it is. */
    private static String plain(String text) {
        return text.replaceAll("([\\\\*_\\[\\]()#`~])", "\\\\$1");
    }
}
