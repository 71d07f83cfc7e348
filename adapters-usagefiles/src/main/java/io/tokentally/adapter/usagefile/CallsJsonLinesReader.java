package io.tokentally.adapter.usagefile;

import io.tokentally.adapter.usagefile.Lines.Line;
import io.tokentally.application.port.out.usage.UsageFiles.Rows;
import java.io.IOException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads the export of calls as JSON Lines. */
final class CallsJsonLinesReader {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final CallJson calls;
    private final Rows rows;

    CallsJsonLinesReader(CallJson calls, Rows rows) {
        this.calls = calls;
        this.rows = rows;
    }

    void read(Lines lines) throws IOException {
        for (Line line = lines.next(); line != null; line = lines.next()) {
            if (line.flaw() != null) {
                rows.refused(line.number(), line.flaw());
            } else if (!line.isBlank()) {
                read(line);
            }
        }
    }

    private void read(Line line) {
        try {
            rows.call(calls.read(line.number(), tree(line)));
        } catch (RowRefusedException e) {
            rows.refused(line.number(), String.valueOf(e.getMessage()));
        }
    }

    private static JsonNode tree(Line line) {
        try {
            return JSON.readTree(line.text());
        } catch (JacksonException e) {
            throw new RowRefusedException(
                    line.isEnded()
                            ? "it is no JSON: " + e.getOriginalMessage()
                            : "the file breaks off in this line: export it again");
        }
    }
}
