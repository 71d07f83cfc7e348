package io.tokentally.adapter.usagefile;

import io.tokentally.application.port.out.usage.UsageFiles.Rows;
import io.tokentally.domain.access.OrganizationId;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads pages of OpenAI's usage API, one or many, one after the other or in an array, a bucket of time after the other. Where the JSON
 * breaks off nothing behind can be read.
 *
 * @see <a href="https://platform.openai.com/docs/api-reference/usage">OpenAI: Usage</a>
 */
final class OpenAiPages {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final OrganizationId organizationId;
    private final Rows rows;
    private final Notes notes;

    /** Whether the last page told of another one. */
    private boolean more;

    OpenAiPages(OrganizationId organizationId, Rows rows, Notes notes) {
        this.organizationId = organizationId;
        this.rows = rows;
        this.notes = notes;
    }

    void read(InputStream in) {
        try (JsonParser json = JSON.createParser(in)) {
            try {
                for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
                    if (token == JsonToken.START_OBJECT) {
                        page(json);
                    } else if (token != JsonToken.START_ARRAY && token != JsonToken.END_ARRAY) {
                        rows.refused(line(json), "it is no page of OpenAI's usage API");
                    }
                }
            } catch (JacksonException e) {
                rows.refused(
                        line(json),
                        "the file breaks off here or is no JSON, and nothing behind was read: "
                                + e.getOriginalMessage());
            }
        }
        if (more) {
            notes.add("OpenAI has more of this usage than the file: its last page has has_more. Fetch what next_page"
                    + " names, too.");
        }
    }

    private static long line(JsonParser json) {
        return Math.max(1, json.currentTokenLocation().getLineNr());
    }

    private void page(JsonParser json) {
        more = false;
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            String field = json.currentName();
            JsonToken value = json.nextToken();
            if (field.equals("data") && value == JsonToken.START_ARRAY) {
                while (json.nextToken() != JsonToken.END_ARRAY) {
                    long line = line(json);
                    bucket(line, json.readValueAsTree());
                }
            } else if (field.equals("has_more")) {
                more = value == JsonToken.VALUE_TRUE;
            } else {
                json.skipChildren();
            }
        }
    }

    private void bucket(long line, JsonNode json) {
        try {
            Fields bucket = new Fields(json);
            Instant from = instant(bucket, "start_time");
            Instant until = instant(bucket, "end_time");
            List<JsonNode> results = new ArrayList<>();
            bucket.objects("results").forEach(results::add);
            OpenAiBucket read = OpenAiBucket.of(organizationId, from, until, results);
            for (int i = 0; i < results.size(); i++) {
                result(line, read, i, results.get(i));
            }
        } catch (RowRefusedException e) {
            rows.refused(line, "a bucket: " + e.getMessage());
        }
    }

    private void result(long line, OpenAiBucket bucket, int index, JsonNode json) {
        try {
            rows.call(bucket.call(line, new Fields(json), notes));
        } catch (RowRefusedException | IllegalArgumentException e) {
            rows.refused(line, "result %d of the bucket of %s: %s".formatted(index + 1, bucket.from(), e.getMessage()));
        }
    }

    private static Instant instant(Fields bucket, String name) {
        try {
            return Instant.ofEpochSecond(bucket.number(name));
        } catch (DateTimeException e) {
            throw new RowRefusedException("%s is no time".formatted(name));
        }
    }
}
