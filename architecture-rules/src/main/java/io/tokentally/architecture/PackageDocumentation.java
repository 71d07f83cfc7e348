package io.tokentally.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads in the sources whether packages say what they are for: no compiled class holds that. */
final class PackageDocumentation {

    /** Other comments first, a licence's for instance; then a sentence in Javadoc; then annotations, by either name. */
    private static final Pattern SENTENCE = Pattern.compile(
            "(?:\\s+|//[^\n]*\n|/\\*(?!\\*).*?\\*/)*"
                    + "/\\*\\*[^.]*\\w[^.]*\\..*?\\*/\\s*"
                    + "(?=[^;]*@(?:org\\.jspecify\\.annotations\\.)?NullMarked\\s)"
                    + "(?:@[\\w.]+(?:\\([^)]*\\))?\\s+)+package ",
            Pattern.DOTALL);

    private PackageDocumentation() {}

    /** The folders below with Java sources but without a package-info that starts with a sentence. */
    static List<Path> undocumented(Path sources) {
        try (Stream<Path> files = Files.walk(sources)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .map(Path::getParent)
                    .distinct()
                    .filter(folder -> !isDocumented(folder.resolve("package-info.java")))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isDocumented(Path packageInfo) {
        try {
            return Files.exists(packageInfo)
                    && SENTENCE.matcher(Files.readString(packageInfo)).lookingAt();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
