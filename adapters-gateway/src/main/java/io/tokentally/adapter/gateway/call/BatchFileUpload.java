package io.tokentally.adapter.gateway.call;

import io.netty.buffer.ByteBuf;
import io.tokentally.domain.budget.BatchContents;
import io.tokentally.domain.budget.BatchFile;
import io.tokentally.domain.metering.MadeResource;
import io.tokentally.domain.text.PlainText;
import io.tokentally.provider.BatchFileReader;
import java.util.Collection;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A file on its way to a provider of which a batch may be made. It is read along as its pieces pass, and what it has is told to the budgets
 * by the name that the provider gives it.
 */
final class BatchFileUpload {

    private final GatewayContext gateway;
    private final AdmittedRequest request;
    private @Nullable BatchFileReader reader;
    private Optional<BatchContents> contents = Optional.empty();

    BatchFileUpload(GatewayContext gateway, AdmittedRequest request, BatchFileReader reader) {
        this.gateway = gateway;
        this.request = request;
        this.reader = reader;
    }

    /**
     * A piece passes, and stays as it is.
     *
     * @param last whether none follows
     * @param scratch to read it in
     */
    void passes(ByteBuf data, boolean last, byte[] scratch) {
        BatchFileReader open = reader;
        if (open == null) {
            return;
        }
        try {
            int length = data.readableBytes();
            for (int done = 0; done < length; done += scratch.length) {
                int piece = Math.min(scratch.length, length - done);
                data.getBytes(data.readerIndex() + done, scratch, 0, piece);
                open.arrived(scratch, 0, piece);
            }
            if (last) {
                contents = open.ended();
                reader = null;
            }
        } catch (RuntimeException | StackOverflowError e) {
            // The file passes all the same, and nothing is known of it.
            reader = null;
            gateway.recorder().failed(e);
        }
    }

    /** @param made what the provider says that it keeps */
    void kept(Collection<String> made) {
        made.stream()
                .findFirst()
                .filter(id -> PlainText.isAcceptable(id, MadeResource.MAX_LENGTH))
                .ifPresent(id -> contents.ifPresent(known -> gateway.spending()
                        .batchFileKept(
                                request.attribution().organizationId(),
                                request.upstream().provider(),
                                new BatchFile(id),
                                known)));
    }
}
