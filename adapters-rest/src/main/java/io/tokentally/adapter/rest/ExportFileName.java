package io.tokentally.adapter.rest;

import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.summary.Period;
import java.nio.charset.StandardCharsets;
import org.springframework.http.ContentDisposition;

/** Names the file of an export after the organization and the period. */
final class ExportFileName {

    private static final int LONGEST_ORGANIZATION = 60;

    private ExportFileName() {}

    /**
     * Letters and digits of all scripts for clients that read {@code filename*}, of ASCII for the others.
     *
     * @see <a href="https://www.rfc-editor.org/rfc/rfc6266">RFC 6266</a>
     */
    static String contentDisposition(OrganizationId organizationId, Period period, ExportFormat format) {
        return attachment("tokentally-usage-%s-%s-%s.%s"
                .formatted(plain(organizationId.value()), period.firstDay(), period.lastDay(), format.nameEnd()));
    }

    static String attachment(String name) {
        // Spring would write filename* for names of ASCII, too.
        return StandardCharsets.US_ASCII.newEncoder().canEncode(name)
                ? ContentDisposition.attachment().filename(name).build().toString()
                : ContentDisposition.attachment()
                        .filename(name, StandardCharsets.UTF_8)
                        .build()
                        .toString();
    }

    /** Without path separators, quotes and whatever else a file name or a header might stumble over. */
    private static String plain(String organization) {
        String plain = organization.replaceAll("[^\\p{L}\\p{N}_.-]+", "-").replaceAll("\\.{2,}", ".");
        int end = plain.offsetByCodePoints(0, Math.min(LONGEST_ORGANIZATION, plain.codePointCount(0, plain.length())));
        return plain.substring(0, end);
    }
}
