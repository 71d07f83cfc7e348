package io.tokentally.adapter.rest;

import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.summary.Period;
import java.nio.charset.StandardCharsets;
import org.springframework.web.util.UriUtils;

/** Names the file of an export after the organization and the period. */
final class ExportFileName {

    private static final int LONGEST_ORGANIZATION = 60;

    private ExportFileName() {}

    /**
     * Letters and digits of all scripts for clients that read {@code filename*}, of ASCII for the others.
     *
     * @see <a href="https://www.rfc-editor.org/rfc/rfc6266">RFC 6266</a>
     */
    static String contentDisposition(OrganizationId organizationId, Period period) {
        String name = "tokentally-usage-%s-%s-%s.csv"
                .formatted(plain(organizationId.value()), period.firstDay(), period.lastDay());
        String ascii = name.replaceAll("[^\\x20-\\x7E]", "-");
        String plainForm = "attachment; filename=\"" + ascii + "\"";
        return ascii.equals(name)
                ? plainForm
                : plainForm + "; filename*=UTF-8''" + UriUtils.encode(name, StandardCharsets.UTF_8);
    }

    /** Without path separators, quotes and whatever else a file name or a header might stumble over. */
    private static String plain(String organization) {
        String plain = organization.replaceAll("[^\\p{L}\\p{N}_.-]+", "-").replaceAll("\\.{2,}", ".");
        int end = plain.offsetByCodePoints(0, Math.min(LONGEST_ORGANIZATION, plain.codePointCount(0, plain.length())));
        return plain.substring(0, end);
    }
}
