package io.tokentally.bootstrap.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What takes apart what somebody outside has written is marked {@code @ParsesOutsideInput}, and a fuzz test with seeds looks for what it
 * cannot take. A class that only such a class of its package uses is fuzzed with it.
 */
class FuzzedParsersTest {

    private static final Path REACTOR = Path.of("..");
    private static final String MARK = "@ParsesOutsideInput\n";

    /** Modules that nobody outside writes to: tools of the build, and what stands in for others in tests. */
    private static final Set<String> TOOLS =
            Set.of("architecture-rules", "benchmarks", "demo", "openai-simulator", "packing", "tck");

    private static final Pattern COMMENT = Pattern.compile("/\\*.*?\\*/|//[^\n]*", Pattern.DOTALL);
    private static final Pattern PUBLIC = Pattern.compile("^public ", Pattern.MULTILINE);
    private static final Pattern FUZZ_TEST = Pattern.compile("@FuzzTest\\b[^\n]*\n\\s+(?:public )?void (\\w+)\\(");

    /** A walk over characters, bytes or tokens, or the undoing of an encoding. */
    private static final Pattern BY_HAND =
            Pattern.compile("\\.charAt\\(|\\.nextToken\\(|\\.readTree\\(|get(?:Url)?Decoder\\("
                    + "|URLDecoder\\.|parseHex\\(|\\b(?:bytes|body|octets|content|data|buffer)\\[\\w");

    /** What walks over texts and parses nothing from outside, by class or package below the root, and why. */
    private static final Map<String, String> NOT_FROM_OUTSIDE = Map.ofEntries(
            Map.entry(
                    "adapter.crypto",
                    "reads keys that an operator sets, and seals of its own, which are authenticated"),
            Map.entry("adapter.alert.FileOperatorNotices", "reads what it has written into a file itself"),
            Map.entry("adapter.persistence", "reads what it has written into the database itself"),
            Map.entry("adapter.gateway.admission.KeyAuthentication", "looks for a mark at the beginning of words"),
            Map.entry("adapter.openai.shortlist.StructuredChat", "leaves a model's answer to Jackson, whole"),
            Map.entry("adapter.pricefile.BundleAddress", "looks at the bytes of an address that the JDK has read"),
            Map.entry("adapter.rest.FocusCharge", "writes names of our own constants"),
            Map.entry("application.port.out.budget.BlockingBudgets", "writes a sentence"),
            Map.entry("application.service.alert.ChannelSecrets", "cuts what it has put together itself"),
            Map.entry("bootstrap.configuration.SmtpMail", "reads an address that the operator sets"),
            Map.entry("database.ExternalDatabase", "reads an address that the operator sets"),
            Map.entry("domain.access.NewPassword", "looks for names within a password"),
            Map.entry("domain.text.Excerpt", "cuts a text, whatever it says"),
            Map.entry(
                    "provider.wire.MislabelledResponse",
                    "looks at the first byte, and leaves the others to whom it is for"),
            Map.entry("ui.audit.ActionText", "writes names of our own actions"),
            Map.entry("ui.audit.FieldText", "writes names of our own fields"),
            Map.entry("ui.link.LinkPage", "fills a page of our own"),
            Map.entry("ui.text.PoFile", "reads translations of our own"),
            Map.entry("ui.text.SentenceTemplate", "fills sentences of our own"));

    /** Contracts are fuzzed by whoever runs them, who have seeds of their own. */
    private static final String CONTRACT = "Contract";

    private record Source(String module, String packageName, String name, String text) {

        static Source of(Path folder, Path file) {
            String name = file.getFileName().toString().replace(".java", "");
            String packageName = folder.relativize(file.getParent())
                    .toString()
                    .replace('\\', '/')
                    .replace('/', '.');
            String module = REACTOR.relativize(folder).getName(0).toString();
            return new Source(module, packageName, name, read(file));
        }

        String fullName() {
            return packageName + "." + name;
        }

        boolean isMarked() {
            return text.contains(MARK);
        }

        boolean isHidden() {
            return !PUBLIC.matcher(text).find();
        }

        boolean names(Source other) {
            boolean known = packageName.equals(other.packageName) || text.contains("import " + other.fullName() + ";");
            return known
                    && Pattern.compile("\\b" + other.name + "\\b")
                            .matcher(code())
                            .find();
        }

        String code() {
            return COMMENT.matcher(text).replaceAll("");
        }

        boolean readsByHand() {
            String code = code();
            return BY_HAND.matcher(code).find() || (code.contains("ndexOf(") && code.contains(".substring("));
        }

        List<String> fuzzTests() {
            return FUZZ_TEST
                    .matcher(text)
                    .results()
                    .map((MatchResult test) -> test.group(1))
                    .toList();
        }
    }

    private final List<Source> product = sources("src/main/java")
            .filter(source -> !TOOLS.contains(source.module()))
            .toList();
    private final List<Source> fuzzing = Stream.concat(sources("src/test/java"), sources("src/main/java"))
            .filter(source -> !source.fuzzTests().isEmpty())
            .toList();

    @Test
    void everyParserIsFuzzed() {
        Set<String> unfuzzed = product.stream()
                .filter(Source::isMarked)
                .filter(parser -> fuzzing.stream().noneMatch(test -> test.names(parser)))
                .map(Source::fullName)
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(product).filteredOn(Source::isMarked).hasSizeGreaterThan(50);
        assertThat(unfuzzed)
                .as("marked @ParsesOutsideInput, and called in no class with a @FuzzTest")
                .isEmpty();
    }

    @Test
    void everyFuzzTestHasSeeds() {
        Set<String> bare = new TreeSet<>();
        for (Source test : fuzzing) {
            for (String method : test.fuzzTests()) {
                Path seeds = REACTOR.resolve(test.module())
                        .resolve("src/test/resources")
                        .resolve(test.packageName().replace('.', '/'))
                        .resolve(test.name() + "Inputs")
                        .resolve(method);
                if (!test.name().endsWith(CONTRACT) && !hasFiles(seeds)) {
                    bare.add(seeds.toString());
                }
            }
        }

        assertThat(bare).as("folders of inputs to begin with").isEmpty();
    }

    @Test
    void whatReadsByHandIsMarkedOrReadsNothingFromOutside() {
        Set<Source> fuzzed = fuzzedWithTheirParsers();
        Set<String> unmarked = new TreeSet<>();
        Map<String, String> unneeded = new TreeMap<>(NOT_FROM_OUTSIDE);
        for (Source source : product) {
            if (source.readsByHand() && !fuzzed.contains(source)) {
                Set<String> reasons = NOT_FROM_OUTSIDE.keySet().stream()
                        .filter(place -> (source.fullName() + ".").startsWith("io.tokentally." + place + "."))
                        .collect(Collectors.toSet());
                reasons.forEach(unneeded::remove);
                if (reasons.isEmpty()) {
                    unmarked.add(source.fullName());
                }
            }
        }

        assertThat(unmarked)
                .as("read text or bytes by hand: mark them @ParsesOutsideInput and fuzz them, or say why not")
                .isEmpty();
        assertThat(unneeded).as("exempt for nothing").isEmpty();
    }

    /** The marked ones, and what in their packages nobody else can use, and they do. */
    private Set<Source> fuzzedWithTheirParsers() {
        Map<String, List<Source>> hidden =
                product.stream().filter(Source::isHidden).collect(Collectors.groupingBy(Source::packageName));
        Deque<Source> open =
                product.stream().filter(Source::isMarked).collect(Collectors.toCollection(ArrayDeque::new));
        Set<Source> fuzzed = new HashSet<>(open);
        while (!open.isEmpty()) {
            Source parser = open.pop();
            hidden.getOrDefault(parser.packageName(), List.of()).stream()
                    .filter(parser::names)
                    .filter(fuzzed::add)
                    .forEach(open::push);
        }
        return fuzzed;
    }

    private static boolean hasFiles(Path folder) {
        if (!Files.isDirectory(folder)) {
            return false;
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.findAny().isPresent();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Stream<Source> sources(String folder) {
        try (Stream<Path> modules = Files.list(REACTOR)) {
            return modules.map(module -> module.resolve(folder)).filter(Files::isDirectory).sorted().toList().stream()
                    .flatMap(FuzzedParsersTest::sourcesIn);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Stream<Source> sourcesIn(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files
                    .filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !file.endsWith("package-info.java"))
                    .map(file -> Source.of(folder, file))
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
