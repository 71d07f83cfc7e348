package io.tokentally.packing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A jar of a small application, whose classes are compiled here, packed for one platform and for all. */
class PackingTest {

    private static final LocalDateTime TIME = LocalDateTime.of(2026, 1, 1, 0, 0);
    private static final String OPENAI = "BOOT-INF/lib/openai-java-core-1.jar";
    private static final String SQLITE = "BOOT-INF/lib/sqlite-jdbc-1.jar";
    private static final Map<String, String> SDK = Map.ofEntries(
            Map.entry("com.openai.core.Json", "public class Json {}"),
            Map.entry(
                    "com.openai.client.Client",
                    "public interface Client { com.openai.services.Chats chats(); com.openai.services.Tunings tunings(); }"),
            Map.entry("com.openai.services.Chats", "public interface Chats { com.openai.models.chat.Chat create(); }"),
            Map.entry(
                    "com.openai.services.ChatsImpl",
                    "public class ChatsImpl implements Chats { public com.openai.models.chat.Chat create() {"
                            + " new com.openai.models.chat.Chunk(); return null; } }"),
            Map.entry(
                    "com.openai.services.Tunings",
                    "public interface Tunings { com.openai.models.tuning.Job create(); }"),
            Map.entry(
                    "com.openai.services.TuningsImpl",
                    "public class TuningsImpl implements Tunings { public com.openai.models.tuning.Job create() {"
                            + " return new com.openai.models.tuning.Job(); } }"),
            Map.entry(
                    "com.openai.models.chat.Chat",
                    "public class Chat { public com.openai.core.Json json; public static class Builder {"
                            + " com.openai.models.Shared shared; } }"),
            Map.entry("com.openai.models.chat.Chunk", "public class Chunk {}"),
            Map.entry("com.openai.models.Shared", "public class Shared {}"),
            Map.entry("com.openai.models.tuning.Job", "public class Job {}"));
    private static final Map<String, String> APPLICATION = Map.of(
            "io.tokentally.Analyst",
            "public class Analyst { Object ask(com.openai.client.Client client) { return client.chats().create(); } }");

    @TempDir
    private Path folder;

    private Path jar;

    @BeforeEach
    void makeJar() throws IOException {
        Path classes = compile();
        jar = folder.resolve("application.jar");
        try (Archive archive = new Archive(Files.newOutputStream(jar))) {
            archive.add(OPENAI, archiveOf(classes, "com/openai"), TIME, true);
            archive.add("BOOT-INF/lib/analyst-1.jar", archiveOf(classes, "io/tokentally"), TIME, true);
            archive.add(SQLITE, sqlite(), TIME, true);
            archive.add("BOOT-INF/classes/application.yaml", bytes("a: b"), TIME, false);
        }
    }

    @Test
    void ofOpenAisClassesThoseStayThatTheApplicationCanGetTo() throws IOException {
        new Packing(Platform.ALL).pack(jar);

        assertThat(names(OPENAI))
                .containsExactlyInAnyOrder(
                        "com/openai/core/Json.class",
                        "com/openai/client/Client.class",
                        "com/openai/services/Chats.class",
                        "com/openai/services/ChatsImpl.class",
                        "com/openai/services/Tunings.class",
                        "com/openai/models/chat/Chat.class",
                        "com/openai/models/chat/Chat$Builder.class",
                        "com/openai/models/chat/Chunk.class",
                        "com/openai/models/Shared.class");
    }

    @Test
    void sqliteKeepsThePlatformsLibrariesAlone() throws IOException {
        new Packing(Platform.named("linux-arm64v8")).pack(jar);

        assertThat(names(SQLITE))
                .containsExactlyInAnyOrder(
                        "org/sqlite/JDBC.class",
                        "org/sqlite/native/Linux/aarch64/libsqlitejdbc.so",
                        "org/sqlite/native/Linux-Musl/aarch64/libsqlitejdbc.so");
        assertThat(machines()).isEqualTo("linux-arm_64");
    }

    @Test
    void forAllPlatformsSqliteStaysWhole() throws IOException {
        new Packing(Platform.ALL).pack(jar);

        assertThat(names(SQLITE)).hasSize(6);
        assertThat(machines()).isEmpty();
    }

    @Test
    void theSameJarComesOutEachTime() throws IOException {
        Path other = Files.copy(jar, folder.resolve("other.jar"));

        new Packing(Platform.LINUX_AMD64).pack(jar);
        new Packing(Platform.LINUX_AMD64).pack(other);

        assertThat(jar).hasSameBinaryContentAs(other);
    }

    @Test
    void aJarThatIsPackedIsLeftAsItIs() throws IOException {
        new Packing(Platform.LINUX_AMD64).pack(jar);
        byte[] packed = Files.readAllBytes(jar);

        new Packing(Platform.MAC_ARM64).pack(jar);

        assertThat(jar).hasBinaryContent(packed);
    }

    @Test
    void anUnknownPlatformIsNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Platform.named("amiga"))
                .withMessageContainingAll("amiga", "linux-amd64", "all");
    }

    private Path compile() throws IOException {
        Path sources = folder.resolve("sources");
        Path classes = Files.createDirectories(folder.resolve("classes"));
        Set<String> files = new TreeSet<>();
        Map<String, String> all = new LinkedHashMap<>(SDK);
        all.putAll(APPLICATION);
        for (Map.Entry<String, String> type : all.entrySet()) {
            String name = type.getKey();
            Path file = sources.resolve(name.replace('.', '/') + ".java");
            Files.createDirectories(file.getParent());
            Files.writeString(
                    file, "package %s;\n%s".formatted(name.substring(0, name.lastIndexOf('.')), type.getValue()));
            files.add(file.toString());
        }
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        String[] arguments = Stream.concat(Stream.of("-proc:none", "-d", classes.toString()), files.stream())
                .toArray(String[]::new);
        assertThat(compiler.run(null, null, null, arguments)).isZero();
        return classes;
    }

    private static byte[] archiveOf(Path classes, String below) throws IOException {
        ByteArrayOutputStream target = new ByteArrayOutputStream();
        try (Archive archive = new Archive(target);
                Stream<Path> files = Files.walk(classes.resolve(below))) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                String name = classes.relativize(file).toString().replace('\\', '/');
                archive.add(name, Files.readAllBytes(file), TIME, false);
            }
        }
        return target.toByteArray();
    }

    private static byte[] sqlite() throws IOException {
        ByteArrayOutputStream target = new ByteArrayOutputStream();
        try (Archive archive = new Archive(target)) {
            archive.add("org/sqlite/JDBC.class", bytes("a driver"), TIME, false);
            for (String library : List.of(
                    "Linux/aarch64/libsqlitejdbc.so",
                    "Linux-Musl/aarch64/libsqlitejdbc.so",
                    "Linux/x86_64/libsqlitejdbc.so",
                    "Mac/aarch64/libsqlitejdbc.dylib",
                    "Windows/x86_64/sqlitejdbc.dll")) {
                archive.add("org/sqlite/native/" + library, bytes(library), TIME, false);
            }
        }
        return target.toByteArray();
    }

    private Set<String> names(String library) throws IOException {
        Set<String> names = new TreeSet<>();
        try (ZipInputStream entries = new ZipInputStream(new ByteArrayInputStream(content(library)))) {
            for (ZipEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
                names.add(entry.getName());
            }
        }
        return names;
    }

    private String machines() throws IOException {
        return new String(content(Packing.MACHINES), StandardCharsets.UTF_8);
    }

    private byte[] content(String name) throws IOException {
        try (ZipFile file = new ZipFile(jar.toFile())) {
            ZipEntry entry = file.getEntry(name);
            assertThat(entry).as(name).isNotNull();
            return file.getInputStream(entry).readAllBytes();
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
