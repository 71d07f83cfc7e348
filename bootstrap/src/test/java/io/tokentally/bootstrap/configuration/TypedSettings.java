package io.tokentally.bootstrap.configuration;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AnnotationTypeFilter;

/** The settings that the code reads, by the environment variables that set them, each with its default or an empty text. */
final class TypedSettings {

    private static final Path SOURCES = Path.of("src/main/java");
    private static final Path DEFAULTS = Path.of("src/main/resources/application.yaml");
    private static final Pattern VALUE = Pattern.compile("@Value\\(\"\\$\\{(tokentally\\.[\\w.-]+)(?::([^}]*))?}\"\\)");
    private static final Pattern PLACEHOLDER = Pattern.compile("^\\s+[\\w-]+: \\$\\{([A-Z_]+):}$", Pattern.MULTILINE);

    private final Map<String, String> defaults = new LinkedHashMap<>();

    private TypedSettings() {}

    static Map<String, String> all() {
        TypedSettings settings = new TypedSettings();
        ClassPathScanningCandidateComponentProvider scan = new ClassPathScanningCandidateComponentProvider(false);
        scan.addIncludeFilter(new AnnotationTypeFilter(ConfigurationProperties.class));
        for (BeanDefinition found : scan.findCandidateComponents("io.tokentally.bootstrap")) {
            Class<?> type = load(String.valueOf(found.getBeanClassName()));
            settings.addRecord(type.getAnnotation(ConfigurationProperties.class).value(), type);
        }
        settings.addValues();
        settings.nameAsTheDefaultsDo();
        return settings.defaults;
    }

    private void addRecord(String prefix, Class<?> type) {
        for (Parameter parameter : type.getDeclaredConstructors()[0].getParameters()) {
            String name = prefix + "." + parameter.getName();
            Class<?> held = parameter.getType();
            if (held.isRecord()) {
                addRecord(name, held);
            } else if (held == Map.class) {
                Type[] arguments = ((ParameterizedType) parameter.getParameterizedType()).getActualTypeArguments();
                addRecord(name + ".<NAME>", (Class<?>) arguments[1]);
            } else {
                DefaultValue value = parameter.getAnnotation(DefaultValue.class);
                defaults.put(variable(name), value == null ? "" : String.join(",", value.value()));
            }
        }
    }

    /** Settings that are read one by one. */
    private void addValues() {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".java")).toList()) {
                Matcher matcher = VALUE.matcher(Files.readString(file));
                while (matcher.find()) {
                    String fallback = matcher.group(2);
                    defaults.put(variable(matcher.group(1)), fallback == null ? "" : fallback);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@code api-key: ${OPENAI_API_KEY:}} gives a setting the name that people know it by. */
    private void nameAsTheDefaultsDo() {
        try {
            Matcher matcher = PLACEHOLDER.matcher(Files.readString(DEFAULTS));
            while (matcher.find()) {
                String known = matcher.group(1);
                String end = known.replaceFirst("^(TOKENTALLY|OPENAI)_", "").replace("_", "");
                String typed = defaults.keySet().stream()
                        .filter(name -> name.endsWith("_" + end))
                        .filter(name ->
                                name.startsWith("TOKENTALLY_" + (known.startsWith("OPENAI_") ? "OPENAI" : "KEYS")))
                        .findFirst()
                        .orElseThrow(() -> new AssertionError("No setting is called " + known));
                defaults.put(known, defaults.remove(typed));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String variable(String property) {
        return Stream.of(property.split("\\."))
                .map(part ->
                        part.equals("<NAME>") ? part : part.replace("-", "").toUpperCase(Locale.ROOT))
                .reduce((first, second) -> first + "_" + second)
                .orElseThrow();
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }
}
