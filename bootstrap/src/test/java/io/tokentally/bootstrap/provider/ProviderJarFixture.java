package io.tokentally.bootstrap.provider;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import io.tokentally.domain.metering.Provider;
import io.tokentally.provider.ProviderJar;
import io.tokentally.provider.ProviderProtocol;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/** A provider's jar, compiled in a test against the provider SPI and nothing else of ours. */
public final class ProviderJarFixture {

    private static final String CLASS = "plug.Protocol";

    private final Map<String, byte[]> entries = new LinkedHashMap<>();
    private String source;
    private @Nullable String version = String.valueOf(ProviderJar.SPI_VERSION);
    private boolean named = true;

    private ProviderJarFixture(String source) {
        this.source = source;
    }

    /** A provider with one operation, of OpenAI's form, for its one model {@code acme-1}. */
    public static ProviderJarFixture of(String provider) {
        return new ProviderJarFixture(SOURCE.replace("PROVIDER", provider));
    }

    ProviderJarFixture replacing(String text, String by) {
        if (!source.contains(text)) {
            throw new IllegalArgumentException("The source does not hold " + text);
        }
        source = source.replace(text, by);
        return this;
    }

    ProviderJarFixture forVersion(@Nullable String spi) {
        version = spi;
        return this;
    }

    ProviderJarFixture withoutServiceFile() {
        named = false;
        return this;
    }

    public ProviderJarFixture withPrices(String json) {
        entries.put(ProviderJar.PRICE_FILE, json.getBytes(UTF_8));
        return this;
    }

    /** Writes the jar. */
    public Path in(Path folder, String name) throws IOException {
        Path classes = Files.createTempDirectory("plug");
        compile(classes);
        try (Stream<Path> compiled = Files.walk(classes)) {
            for (Path file : compiled.filter(Files::isRegularFile).toList()) {
                entries.put(classes.relativize(file).toString(), Files.readAllBytes(file));
            }
        }
        if (named) {
            entries.put("META-INF/services/" + ProviderProtocol.class.getName(), CLASS.getBytes(UTF_8));
        }
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        if (version != null) {
            manifest.getMainAttributes().putValue(ProviderJar.SPI_VERSION_ATTRIBUTE, version);
        }
        Path jar = Files.createDirectories(folder).resolve(name);
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file, manifest)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                out.putNextEntry(new JarEntry(entry.getKey()));
                out.write(entry.getValue());
            }
        }
        return jar;
    }

    private void compile(Path classes) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter problems = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, UTF_8)) {
            files.setLocationFromPaths(StandardLocation.CLASS_OUTPUT, List.of(classes));
            files.setLocationFromPaths(
                    StandardLocation.CLASS_PATH,
                    Stream.of(
                                    ProviderProtocol.class,
                                    Provider.class,
                                    JsonNode.class,
                                    JsonParser.class,
                                    NullMarked.class,
                                    org.springframework.util.StringUtils.class)
                            .map(ProviderJarFixture::location)
                            .collect(Collectors.toList()));
            JavaFileObject file =
                    new SimpleJavaFileObject(URI.create("mem:///plug/Protocol.java"), JavaFileObject.Kind.SOURCE) {
                        @Override
                        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                            return source;
                        }
                    };
            boolean compiled = compiler.getTask(
                            problems, files, null, List.of("-proc:none", "--release", "21"), null, List.of(file))
                    .call();
            if (!compiled) {
                throw new IllegalStateException("The source of the plug-in does not compile: " + problems);
            }
        }
    }

    private static Path location(Class<?> type) {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static final String SOURCE = """
            package plug;

            import com.fasterxml.jackson.databind.node.ObjectNode;
            import io.tokentally.domain.key.AccountOperation;
            import io.tokentally.domain.key.NamedInBody;
            import io.tokentally.domain.key.OperationGroup;
            import io.tokentally.domain.key.ProviderSecret;
            import io.tokentally.domain.metering.*;
            import io.tokentally.provider.*;
            import io.tokentally.provider.wire.*;
            import java.net.URI;
            import java.nio.charset.StandardCharsets;
            import java.util.*;

            public final class Protocol implements ProviderProtocol {

                public Protocol() {}

                public Provider provider() {
                    return new Provider("PROVIDER");
                }

                public Optional<URI> defaultBaseUrl() {
                    return Optional.of(URI.create("https://PROVIDER.example/v1"));
                }

                public Optional<MeteredExchange> begin(RequestHead request) {
                    return request.path().equals("/v1/chat/completions")
                            ? Optional.of(new WireExchange(new Call()))
                            : Optional.empty();
                }

                public AccountOperation operation(String method, String path, String query) {
                    return new AccountOperation(OperationGroup.MODELS, Set.of(), Set.of(), true, false,
                            AccountOperation.Answers.NOTHING_NEW);
                }

                public NamedInBody namedIn(String contentType, byte[] body) {
                    return new NamedInBody(true, Set.of("acme-1"), true, Set.of());
                }

                public List<String> keyHeaders() {
                    return List.of(BearerKey.HEADER);
                }

                public Optional<String> keyIn(String name, String value) {
                    return BearerKey.in(value);
                }

                public void authorize(OutgoingRequest request, ProviderSecret secret) {
                    BearerKey.authorize(request, secret);
                }

                public byte[] errorBody(Refusal refusal, String message) {
                    return "{}".getBytes(StandardCharsets.UTF_8);
                }

                private static final class Call implements ProviderCallHandler {

                    public Operation operation() {
                        return new Operation("plugged");
                    }

                    public PreparedRequest prepare(String contentType, byte[] body) {
                        return new PreparedRequest(body, new ModelName("acme-1"), false);
                    }

                    public FieldSelection answerShape() {
                        return FieldSelection.of("usage");
                    }

                    public void takeAnswer(ObjectNode answer, ResponseAccumulator facts) {
                        facts.reading(new UsageReading.Reported(Quantities.builder()
                                .add(UsageUnit.INPUT_TOKENS, Counts.of(answer.path("usage").path("prompt_tokens")))
                                .add(UsageUnit.OUTPUT_TOKENS, Counts.of(answer.path("usage").path("completion_tokens")))
                                .build()));
                    }

                    public void takeEvent(ObjectNode event, ResponseAccumulator facts) {}
                }
            }
            """;
}
