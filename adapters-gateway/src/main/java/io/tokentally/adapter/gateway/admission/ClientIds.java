package io.tokentally.adapter.gateway.admission;

import io.netty.handler.codec.http.HttpHeaders;
import io.tokentally.domain.key.VirtualKeySecret;
import io.tokentally.domain.metering.CallTrace;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The headers in which coding agents tell their session, their thread and who of them asks. They pass on as they are; what is too
 * long, no text, told twice or looks like a secret is not kept.
 */
final class ClientIds {

    /** Of Claude Code, of Codex, and of others that call them alike. */
    private static final List<String> HEADERS = List.of(
            "x-claude-code-session-id",
            "x-claude-code-agent-id",
            "x-claude-code-parent-agent-id",
            "x-claude-remote-session-id",
            "x-qwen-code-session-id",
            "x-session-id",
            "session-id",
            "session_id",
            "conversation-id",
            "conversation_id",
            "thread-id",
            "originator");

    private static final List<String> SECRETS = List.of("sk-", "bearer ", "eyj", VirtualKeySecret.MARK, "tt-api-");

    private ClientIds() {}

    static Map<String, String> of(HttpHeaders headers) {
        Map<String, String> ids = new TreeMap<>();
        for (String name : HEADERS) {
            List<String> values = headers.getAll(name);
            if (values.size() == 1 && isId(values.getFirst())) {
                ids.put(name, values.getFirst().strip());
            }
        }
        return ids;
    }

    private static boolean isId(String value) {
        String lower = value.toLowerCase(Locale.ROOT);
        return CallTrace.isAcceptable(value) && SECRETS.stream().noneMatch(lower::contains);
    }
}
