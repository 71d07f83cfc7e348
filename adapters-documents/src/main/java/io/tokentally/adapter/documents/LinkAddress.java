package io.tokentally.adapter.documents;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a link leads to, as far as it says how somebody is reached or who they are. */
final class LinkAddress {

    private static final int MAX_LENGTH = 200;
    private static final Pattern FIELD = Pattern.compile("(?is)^\\s*HYPERLINK\\s+(?:\"([^\"]*)\"|(\\S+)).*");
    private static final Pattern MAIL = Pattern.compile("[^\\s@<>\"]+@[^\\s@<>\"]+");
    private static final Pattern TELEPHONE = Pattern.compile("[+\\d][\\d ()./-]{3,30}");

    private LinkAddress() {}

    /** A mail address, a telephone number, or the address of a page; nothing of places within a document or on a disk. */
    static Optional<String> of(String target) {
        String stripped = target.strip();
        String lower = stripped.toLowerCase(Locale.ROOT);
        if (lower.startsWith("mailto:")) {
            return Optional.of(decoded(stripped.substring(7).replaceFirst("\\?.*$", "")))
                    .filter(MAIL.asMatchPredicate());
        }
        if (lower.startsWith("tel:")) {
            return Optional.of(decoded(stripped.substring(4))).filter(TELEPHONE.asMatchPredicate());
        }
        return lower.startsWith("http://") || lower.startsWith("https://") ? page(stripped) : Optional.empty();
    }

    /** The address in the code of a field of Word's. */
    static Optional<String> ofField(String code) {
        Matcher matcher = FIELD.matcher(code);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        return of(matcher.group(1) == null ? matcher.group(2) : matcher.group(1));
    }

    /** Whether a text shows the address already, in whatever spelling. */
    static boolean isShownIn(String address, String text) {
        return bare(text).contains(bare(address));
    }

    /** Without what follows the path: it says who follows the link, or more than a reader ever sees. */
    private static Optional<String> page(String target) {
        try {
            URI uri = new URI(target.replaceAll("[?#].*$", ""));
            String address = uri.toASCIIString();
            return uri.getHost() == null || uri.getUserInfo() != null || address.length() > MAX_LENGTH
                    ? Optional.empty()
                    : Optional.of(address);
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    private static String decoded(String text) {
        return text.replace("%40", "@").replace("%20", " ").replace("%2B", "+").strip();
    }

    private static String bare(String text) {
        return text.toLowerCase(Locale.ROOT)
                .replaceAll("https?://(?:www\\.)?|(?<![\\w.])www\\.", "")
                .replaceAll("[\\s\\p{Z}]", "")
                .replaceAll("/+$", "");
    }
}
