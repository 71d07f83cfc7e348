package io.tokentally.adapter.anthropic;

import io.tokentally.domain.budget.RequestBounds;
import io.tokentally.domain.budget.RequestBounds.Unbounded;
import io.tokentally.domain.metering.ModelName;
import io.tokentally.provider.wire.BatchSums;
import io.tokentally.provider.wire.BatchedRequestReader;
import io.tokentally.provider.wire.FieldSelection;
import io.tokentally.provider.wire.Identifiers;
import io.tokentally.provider.wire.JsonObjectScanner;
import io.tokentally.provider.wire.MemberScanner;
import io.tokentally.provider.wire.SelectiveJsonParser;
import io.tokentally.provider.wire.StreamFraming;

/**
 * What the messages of a batch can use at most, which the request that makes it brings with it.
 *
 * @see <a href="https://docs.anthropic.com/en/api/creating-message-batches">Anthropic: creating a message batch</a>
 */
final class BatchedMessageBounds {

    private static final FieldSelection NOTHING = FieldSelection.of();

    private final BatchSums sums = new BatchSums();
    private BatchedRequestReader reader = newReader();

    private BatchedMessageBounds() {}

    private static BatchedRequestReader newReader() {
        return new BatchedRequestReader("params", NOTHING, MessageBounds.MEMBERS);
    }

    static RequestBounds of(byte[] body) {
        return new BatchedMessageBounds().read(body);
    }

    private RequestBounds read(byte[] body) {
        RequestBounds unknown = RequestBounds.unbounded(Unbounded.BATCH);
        if (!SelectiveJsonParser.of(NOTHING, body).isClear()) {
            return unknown;
        }
        JsonObjectScanner objects = new JsonObjectScanner(new Objects());
        MemberScanner requests = new MemberScanner("requests", objects::scan);
        requests.scan(body, 0, body.length);
        return requests.isClear() ? sums.contents().map(RequestBounds::ofBatch).orElse(unknown) : unknown;
    }

    /** Each request in turn. */
    private final class Objects implements StreamFraming.Listener {

        @Override
        public void data(byte[] bytes, int offset, int length) {
            if (!sums.isUnknown()) {
                reader.feed(bytes, offset, length);
            }
        }

        @Override
        public void eventEnded(int offset) {
            if (!sums.isUnknown()) {
                reader.end();
                add(reader);
                reader.close();
                reader = newReader();
            }
        }
    }

    private void add(BatchedRequestReader message) {
        SelectiveJsonParser params = message.request();
        ModelName model = Identifiers.model(params.node().path("model").textValue());
        if (model == null || !message.isClear()) {
            sums.unknown();
        } else {
            sums.add(model, MessageBounds.of(params, message.requestBytes()));
        }
    }
}
