package io.tokentally.adapter.openai.usage;

import io.tokentally.domain.budget.BatchContents;
import io.tokentally.domain.metering.Region;
import io.tokentally.provider.BatchFileReader;
import io.tokentally.provider.RequestHead;
import io.tokentally.provider.wire.AccountPath;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The upload of a file for a batch. What the file is for may be said behind it, so that every file is read until it shows that it is none.
 *
 * @see <a href="https://platform.openai.com/docs/api-reference/files/create">OpenAI: uploading a file</a>
 */
final class BatchUpload implements BatchFileReader, FormScanner.Listener {

    private static final String FILE = "file";
    private static final String PURPOSE = "purpose";
    private static final String BATCH = "batch";

    private final FormScanner form;
    private final BatchLines lines;
    private final StringBuilder purpose = new StringBuilder();
    private String part = "";
    private boolean hasFile;
    private boolean hasPurpose;
    private boolean isOther;

    private BatchUpload(String boundary, @Nullable Region region) {
        this.form = new FormScanner(boundary, this);
        this.lines = new BatchLines(region);
    }

    /** Absent where the request sends no file, or in a way that is not read. */
    static Optional<BatchFileReader> of(RequestHead request, @Nullable Region region) {
        AccountPath asked = AccountPath.of(request.method(), request.path(), request.query());
        List<String> types = request.headers().values("content-type");
        boolean isRead = asked.is("POST", "files")
                && types.size() == 1
                && request.headers().values("content-encoding").isEmpty();
        String boundary = isRead ? FormNames.boundary(types.getFirst()) : null;
        return boundary == null ? Optional.empty() : Optional.of(new BatchUpload(boundary, region));
    }

    @Override
    public void arrived(byte[] bytes, int offset, int length) {
        if (!isOver()) {
            form.scan(bytes, offset, length);
        }
    }

    /** Whether nothing can be told any more, whatever comes. */
    private boolean isOver() {
        return isOther || lines.isUnknown() || form.isBroken();
    }

    @Override
    public Optional<BatchContents> ended() {
        boolean isBatch = !isOver() && form.isWhole() && hasFile && hasPurpose;
        return isBatch ? lines.ended() : Optional.empty();
    }

    /** A name that stands twice, or a file where a text is to be, is read in one way here and in another there. */
    @Override
    public void partBegan(String name, boolean isFile) {
        part = name;
        switch (name) {
            case FILE -> {
                isOther |= hasFile || !isFile;
                hasFile = true;
            }
            case PURPOSE -> {
                isOther |= hasPurpose || isFile;
                hasPurpose = true;
            }
            default -> {
                // Says how long the file is kept, or the like.
            }
        }
    }

    @Override
    public void data(byte[] bytes, int offset, int length) {
        if (isOther) {
            return;
        }
        if (part.equals(FILE)) {
            lines.scan(bytes, offset, length);
        } else if (part.equals(PURPOSE)) {
            purpose.append(new String(bytes, offset, length, StandardCharsets.ISO_8859_1));
            isOther |= purpose.length() > BATCH.length();
        }
    }

    @Override
    public void partEnded() {
        isOther |= part.equals(PURPOSE) && !BATCH.contentEquals(purpose);
    }
}
