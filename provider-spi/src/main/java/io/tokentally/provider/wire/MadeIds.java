package io.tokentally.provider.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tokentally.provider.MadeReader;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Reads identifiers from an answer of JSON: its own {@code id}, that of the file that it may have
 * become, and those of the list that it may be. */
public final class MadeIds implements MadeReader {

    private static final FieldSelection SHAPE = FieldSelection.of("id", "data", "file");
    private static final int MOST = 1_000;

    private final SelectiveJsonParser skeleton = new SelectiveJsonParser(SHAPE);
    private final List<String> ids = new ArrayList<>();
    private boolean taken;

    @Override
    public void arrived(byte[] bytes, int offset, int length) {
        skeleton.feed(bytes, offset, length);
        if (skeleton.isComplete() && !taken) {
            taken = true;
            ObjectNode answer = skeleton.node();
            skeleton.close();
            add(answer.path("id"));
            add(answer.path("file").path("id"));
            answer.path("data").forEach(item -> add(item.path("id")));
        }
    }

    private void add(JsonNode id) {
        if (id.isTextual() && ids.size() < MOST) {
            ids.add(id.textValue());
        }
    }

    @Override
    public Collection<String> made() {
        return ids;
    }
}
