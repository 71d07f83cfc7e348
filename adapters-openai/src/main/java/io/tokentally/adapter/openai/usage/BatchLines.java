package io.tokentally.adapter.openai.usage;

import io.tokentally.domain.budget.BatchContents;
import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.metering.Region;
import io.tokentally.provider.wire.BatchSums;
import io.tokentally.provider.wire.BatchedRequestReader;
import io.tokentally.provider.wire.FieldSelection;
import io.tokentally.provider.wire.Identifiers;
import io.tokentally.provider.wire.JsonLineScanner;
import io.tokentally.provider.wire.StreamFraming;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a file of which a batch is made, each a request to one of the APIs: what they can use at most is added up, and nothing else
 * is kept of them.
 *
 * @see <a href="https://platform.openai.com/docs/api-reference/batch/request-input">OpenAI: the request input object</a>
 */
final class BatchLines implements StreamFraming.Listener {

    private static final FieldSelection SAID = FieldSelection.of("method", "url");

    private final @Nullable Region region;
    private final BatchSums sums = new BatchSums();
    private final JsonLineScanner lines = new JsonLineScanner(this);
    private @Nullable BatchedRequestReader line;

    BatchLines(@Nullable Region region) {
        this.region = region;
    }

    void scan(byte[] bytes, int offset, int length) {
        if (!sums.isUnknown()) {
            lines.scan(bytes, offset, length);
        }
    }

    @Override
    public void data(byte[] bytes, int offset, int length) {
        if (sums.isUnknown()) {
            return;
        }
        BatchedRequestReader open = line;
        if (open == null) {
            open = new BatchedRequestReader("body", SAID, OpenAiRequest.MEMBERS);
            line = open;
        }
        open.feed(bytes, offset, length);
    }

    @Override
    public void eventEnded(int offset) {
        BatchedRequestReader over = line;
        if (over != null) {
            over.end();
            add(over);
            over.close();
            line = null;
        }
    }

    /** The last line may have no end. Absent where it cannot be told what they use. */
    Optional<BatchContents> ended() {
        eventEnded(0);
        return sums.contents();
    }

    boolean isUnknown() {
        return sums.isUnknown();
    }

    private void add(BatchedRequestReader read) {
        String url = read.text("url");
        MeteredApi api = url == null || !"POST".equals(read.text("method"))
                ? null
                : MeteredApi.of("POST", url).orElse(null);
        ModelName model = Identifiers.model(read.request().node().path("model").textValue());
        if (api == null || model == null || !read.isClear()) {
            sums.unknown();
        } else {
            sums.add(model, OpenAiBounds.of(api, read.request(), model, read.requestBytes(), region));
        }
    }
}
