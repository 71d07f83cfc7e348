package io.tokentally.ui.asset;

import com.vaadin.flow.component.icon.SvgIcon;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * The addresses of our static files. Each names the version of them all, made from what they hold: browsers keep the
 * files as long as they like and still see an upgrade at once.
 */
public final class Assets {

    /** All our icons, each a symbol: one file is asked for, whichever of them a page shows. */
    public static final String ICONS = "icons.svg";

    private static final String FOLDER = "assets/tokentally/";
    private static final String FILES = "classpath*:META-INF/resources/" + FOLDER + "**/*.*";
    private static final int VERSION_BYTES = 5;
    private static final Pattern SYMBOL = Pattern.compile("<symbol id=\"([^\"]+)\"");

    private static final String QUERY = "v=" + versionOf(files());
    private static final Set<String> ICON_NAMES = iconNames();

    private Assets() {}

    /**
     * The address of a file, relative to the application's own.
     *
     * @param name for instance {@code tokentally.css}
     */
    public static String address(String name) {
        return FOLDER + name + "?" + QUERY;
    }

    /** An icon beside words or a label that tell the same: readers of the screen pass it over. */
    public static SvgIcon icon(String name) {
        if (!ICON_NAMES.contains(name)) {
            throw new IllegalArgumentException("There is no icon '" + name + "' in " + ICONS);
        }
        SvgIcon icon = new SvgIcon(address(ICONS), name);
        icon.getElement().setAttribute("aria-hidden", "true");
        return icon;
    }

    /** Whether the query of an address is that of {@link #address}, as long as this version runs. */
    public static boolean namesVersion(@Nullable String query) {
        return QUERY.equals(query);
    }

    static String versionOf(List<Resource> files) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (Resource file : files) {
                try (InputStream content = file.getInputStream()) {
                    digest.update(content.readAllBytes());
                }
            }
            return HexFormat.of().formatHex(digest.digest(), 0, VERSION_BYTES);
        } catch (IOException e) {
            throw new UncheckedIOException("The static files cannot be read", e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    private static Set<String> iconNames() {
        try {
            String icons = new ClassPathResource("META-INF/resources/" + FOLDER + ICONS)
                    .getContentAsString(StandardCharsets.UTF_8);
            return SYMBOL.matcher(icons)
                    .results()
                    .map(symbol -> symbol.group(1))
                    .collect(Collectors.toUnmodifiableSet());
        } catch (IOException e) {
            throw new UncheckedIOException(ICONS + " cannot be read", e);
        }
    }

    /** In the order of their names, which is the same wherever they lie. */
    private static List<Resource> files() {
        try {
            return Arrays.stream(new PathMatchingResourcePatternResolver().getResources(FILES))
                    .sorted(Comparator.comparing(file -> String.valueOf(file.getFilename())))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("The static files cannot be listed", e);
        }
    }
}
