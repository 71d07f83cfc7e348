package io.tokentally.packing;

import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;

/**
 * Packs the application's jar for a platform: SQLite's native libraries of others are left out, and so are the classes of
 * openai-java-core that nothing can get to. The jar then says which machines it is for.
 */
public final class Packing {

    /** What {@code io.tokentally.bootstrap.start.PackedFor} reads. */
    static final String MACHINES = "BOOT-INF/classes/META-INF/tokentally/machines";

    private static final String LIBRARIES = "BOOT-INF/lib/";
    private static final String SQLITE = LIBRARIES + "sqlite-jdbc-";
    private static final String OPENAI = LIBRARIES + "openai-java-core-";
    private static final String CLASS = ".class";

    private static final List<byte[]> OWN = List.of(
            "io/tokentally/".getBytes(StandardCharsets.UTF_8), OpenAiClasses.ROOT.getBytes(StandardCharsets.UTF_8));

    private final Platform platform;

    Packing(Platform platform) {
        this.platform = platform;
    }

    /** Arguments: the jar, and the platform that it is for, as in {@code linux-amd64} or {@code all}. */
    public static void main(String[] arguments) throws IOException {
        if (arguments.length != 2) {
            throw new IllegalArgumentException("Give the jar and the platform");
        }
        new Packing(Platform.named(arguments[1])).pack(Path.of(arguments[0]));
    }

    /** Rewrites the jar; one that is packed already is left as it is. */
    void pack(Path jar) throws IOException {
        Path draft = jar.resolveSibling(jar.getFileName() + ".packing");
        try (ZipFile source = new ZipFile(jar.toFile())) {
            if (source.getEntry(MACHINES) != null) {
                return;
            }
            Set<String> kept = reachable(source);
            try (Archive target = new Archive(new BufferedOutputStream(Files.newOutputStream(draft)))) {
                ZipEntry last = null;
                for (ZipEntry entry : Collections.list(source.entries())) {
                    target.add(entry, packed(entry.getName(), read(source, entry), kept));
                    last = entry;
                }
                if (last == null) {
                    throw new IOException(jar + " is empty");
                }
                byte[] machines = String.join("\n", platform.machines()).getBytes(StandardCharsets.UTF_8);
                target.add(MACHINES, machines, last.getTimeLocal(), false);
            }
        }
        Files.move(draft, jar, StandardCopyOption.REPLACE_EXISTING);
    }

    private byte[] packed(String name, byte[] content, Set<String> kept) throws IOException {
        if (name.startsWith(SQLITE)) {
            return Archive.filtered(content, platform::needs);
        }
        if (name.startsWith(OPENAI)) {
            return Archive.filtered(content, entry -> isKept(entry, kept));
        }
        return content;
    }

    private static boolean isKept(String entry, Set<String> kept) {
        return !entry.endsWith(CLASS) || kept.contains(className(entry));
    }

    private static Set<String> reachable(ZipFile source) throws IOException {
        Map<String, Set<String>> references = new HashMap<>();
        Set<String> roots = new HashSet<>();
        for (ZipEntry entry : Collections.list(source.entries())) {
            String name = entry.getName();
            if (name.startsWith(OPENAI)) {
                forEachClass(read(source, entry), (type, names) -> references.put(type, names));
            } else if (name.startsWith(LIBRARIES)) {
                byte[] library = read(source, entry);
                if (OWN.stream().anyMatch(own -> contains(library, own))) {
                    forEachClass(library, (type, names) -> roots.addAll(names));
                }
            } else if (name.endsWith(CLASS)) {
                roots.addAll(ClassFile.named(read(source, entry), OpenAiClasses.ROOT));
            }
        }
        if (references.isEmpty()) {
            throw new IOException("There is no %s*.jar in it".formatted(OPENAI));
        }
        return new OpenAiClasses(references).reachableFrom(roots);
    }

    // Only Tokentally's modules and OpenAI's are compiled against it, and an archive's names are not compressed.
    private static boolean contains(byte[] library, byte[] name) {
        for (int start = 0; start <= library.length - name.length; start++) {
            if (library[start] == name[0] && Arrays.equals(library, start, start + name.length, name, 0, name.length)) {
                return true;
            }
        }
        return false;
    }

    private static void forEachClass(byte[] archive, BiConsumer<String, Set<String>> visitor) throws IOException {
        try (ZipInputStream entries = new ZipInputStream(new ByteArrayInputStream(archive))) {
            for (ZipEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
                String name = entry.getName();
                if (name.endsWith(CLASS) && !name.startsWith("META-INF/")) {
                    visitor.accept(className(name), ClassFile.named(entries.readAllBytes(), OpenAiClasses.ROOT));
                }
            }
        }
    }

    private static String className(String entry) {
        return entry.substring(0, entry.length() - CLASS.length());
    }

    private static byte[] read(ZipFile source, ZipEntry entry) throws IOException {
        try (InputStream content = source.getInputStream(entry)) {
            return content.readAllBytes();
        }
    }
}
