package io.tokentally.adapter.usagefile;

import io.tokentally.application.port.out.usage.UnreadableUsageFileException;
import io.tokentally.application.port.out.usage.UsageFiles;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.text.ParsesOutsideInput;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Knows a file by how it begins. */
@ParsesOutsideInput
final class RecognizedUsageFiles implements UsageFiles {

    private static final int BEGINNING = 4_096;
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};
    private static final byte[] GZIP = {(byte) 0x1F, (byte) 0x8B};
    private static final String PARQUET = "PAR1";

    /** The first field of an object, by which a page of OpenAI's is told from a call. */
    private static final Pattern FIRST_FIELD = Pattern.compile("\\s*\\{\\s*\"([^\"]*)\"\\s*:.*", Pattern.DOTALL);

    private static final Pattern PAGE_FIELD = Pattern.compile("object|data|has_more|next_page");

    @Override
    public void read(InputStream content, OrganizationId organizationId, Rows rows) {
        BufferedInputStream in = new BufferedInputStream(content, 2 * BEGINNING);
        try {
            skipByteOrderMark(in);
            byte[] beginning = peek(in, BEGINNING);
            refuseOtherForms(beginning);
            // Of a character that is cut in two at the end nothing is looked at.
            String text = new String(beginning, StandardCharsets.UTF_8).stripLeading();
            Notes notes = new Notes(rows);
            if (text.startsWith("[") || isPage(text)) {
                new OpenAiPages(organizationId, rows, notes).read(in);
            } else if (text.startsWith("{")) {
                new CallsJsonLinesReader(new CallJson(organizationId, notes), rows).read(new Lines(in));
            } else {
                new CallsCsvReader(new CallJson(organizationId, notes), rows, notes).read(new Lines(in));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isPage(String text) {
        Matcher object = FIRST_FIELD.matcher(text);
        return object.matches() && PAGE_FIELD.matcher(object.group(1)).matches();
    }

    private static void skipByteOrderMark(BufferedInputStream in) throws IOException {
        if (startsWith(peek(in, BYTE_ORDER_MARK.length), BYTE_ORDER_MARK)) {
            in.skipNBytes(BYTE_ORDER_MARK.length);
        }
    }

    private static byte[] peek(BufferedInputStream in, int length) throws IOException {
        in.mark(length);
        byte[] beginning = in.readNBytes(length);
        in.reset();
        return beginning;
    }

    private static void refuseOtherForms(byte[] beginning) {
        if (beginning.length == 0) {
            throw new UnreadableUsageFileException("it is empty");
        }
        if (startsWith(beginning, GZIP)) {
            throw new UnreadableUsageFileException("it is compressed: unpack it first, with gunzip");
        }
        if (startsWith(beginning, PARQUET.getBytes(StandardCharsets.US_ASCII))) {
            throw new UnreadableUsageFileException("it is in Parquet: export it as jsonl, or as csv with columns=all");
        }
    }

    private static boolean startsWith(byte[] bytes, byte[] prefix) {
        if (bytes.length < prefix.length) {
            return false;
        }
        for (int i = 0; i < prefix.length; i++) {
            if (bytes[i] != prefix[i]) {
                return false;
            }
        }
        return true;
    }
}
