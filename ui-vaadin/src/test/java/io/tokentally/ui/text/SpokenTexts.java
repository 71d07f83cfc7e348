package io.tokentally.ui.text;

import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.CaseTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.ConditionalExpressionTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.ReturnTree;
import com.sun.source.tree.SwitchExpressionTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/** What the inner layers say to people, read from their sources. */
final class SpokenTexts extends TreeScanner<Void, Void> {

    /** Whose messages pages show. */
    private static final Set<String> SHOWN = Set.of(
            "AccessRefusedException",
            "AlertRefusedException",
            "AnalysisFailedException",
            "ApiTokenRefusedException",
            "BudgetRefusedException",
            "FreshSignInRequiredException",
            "InvitationNotSentException",
            "KeyRefusedException",
            "MembershipRefusedException",
            "OrganizationNotNamedException",
            "PasswordRefusedException",
            "PriceRefusedException",
            "RepricingRefusedException",
            "SecondFactorRefusedException",
            "TooManyReadingsException",
            "UndeclaredTagException",
            "UnknownOrganizationException",
            "UnreadableResumeException");

    private static final Set<String> REFUSALS = Set.of(
            "AlertRefusal", "BudgetChangeRefusal", "KeyRefusal", "OwnerAction", "PriceRefusal", "RepricingRefusal");

    /** What is wrong with an argument is shown, too, where somebody typed it. */
    private static final Set<String> TYPED = Set.of(
            "Discount",
            "JobDescription",
            "ModelPattern",
            "Percentage",
            "PriceBook",
            "PriceIndex",
            "PriceTerms",
            "Rate",
            "TagDimension",
            "TieredRate",
            "UsageView",
            "UsageViewState",
            "Validity");

    /** They take the name of what is wrong. */
    private static final Set<String> NAMERS = Set.of("chosen", "require", "requireFew", "requireWithin");

    private static final Pattern CORE = Pattern.compile(".*/(domain|application)/src/main/.*");

    private static final Pattern FILE = Pattern.compile("\\w+([.]\\w+)+");
    private static final Pattern WORDS = Pattern.compile("\\p{L}{2,}");

    private final Set<String> sentences = new TreeSet<>();
    private final Set<String> words = new TreeSet<>();
    private final Set<String> refusals = new TreeSet<>();
    private NameFinder names = new NameFinder();
    private final Deque<String> classes = new ArrayDeque<>();
    private boolean inCore;
    private boolean inTexts;

    /** @param modules whose sources are read */
    static SpokenTexts of(Collection<Path> modules) {
        SpokenTexts texts = new SpokenTexts();
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
            List<Path> files = modules.stream().flatMap(SpokenTexts::sourcesOf).toList();
            JavacTask task = (JavacTask) compiler.getTask(
                    null, manager, null, List.of("-proc:none"), null, manager.getJavaFileObjectsFromPaths(files));
            task.parse().forEach(unit -> {
                String file = unit.getSourceFile().getName().replace('\\', '/');
                texts.names = new NameFinder();
                texts.names.scan(unit, null);
                texts.inCore = CORE.matcher(file).matches();
                texts.inTexts = file.contains("/domain/text/");
                texts.scan(unit, null);
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return texts;
    }

    private static Stream<Path> sourcesOf(Path module) {
        try (Stream<Path> files = Files.walk(module.resolve("src/main/java"))) {
            return files
                    .filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !file.endsWith("module-info.java"))
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** With {@code %s} and the like for what differs from time to time. */
    Set<String> sentences() {
        return sentences;
    }

    /** What stands in those places and is no data. */
    Set<String> words() {
        return words;
    }

    /** Exceptions that are refusals by their name, and whose messages are not read here. */
    Set<String> unreadRefusals() {
        return refusals;
    }

    @Override
    public Void visitClass(ClassTree node, Void none) {
        String name = node.getSimpleName().toString();
        if (inCore && name.endsWith("RefusedException") && !SHOWN.contains(name)) {
            refusals.add(name);
        }
        classes.push(name);
        super.visitClass(node, null);
        classes.pop();
        return null;
    }

    @Override
    public Void visitNewClass(NewClassTree node, Void none) {
        String name = node.getIdentifier().toString();
        if (SHOWN.contains(name)
                || REFUSALS.contains(name)
                || (name.equals("Reason") && classes.stream().anyMatch(SHOWN::contains))
                || (name.equals("IllegalArgumentException") && classes.stream().anyMatch(TYPED::contains))) {
            node.getArguments().forEach(this::hear);
        } else if (name.equals("Share") || name.equals("Shares") || name.equals("PriceFileFormatException")) {
            node.getArguments().forEach(this::hearWords);
        }
        return super.visitNewClass(node, null);
    }

    @Override
    public Void visitMethodInvocation(MethodInvocationTree node, Void none) {
        String method = nameOf(node);
        if (method.equals("super") && SHOWN.contains(classes.peek())) {
            node.getArguments().forEach(this::hear);
        } else if (names.makers.contains(method)) {
            node.getArguments().forEach(this::hearWords);
        } else if (inCore && NAMERS.contains(method)) {
            node.getArguments().stream().filter(LiteralTree.class::isInstance).forEach(name -> {
                hearWords(name);
                if (method.equals("chosen")) {
                    texts(name)
                            .filter(SpokenTexts::saysSomething)
                            .map(called -> "The " + called)
                            .forEach(words::add);
                }
            });
        }
        return super.visitMethodInvocation(node, null);
    }

    /** What is wrong with a text follows the name of the text. */
    @Override
    public Void visitLiteral(LiteralTree node, Void none) {
        if (inTexts && node.getValue() instanceof String text && text.startsWith("must ")) {
            sentences.add("%s " + text);
        }
        return super.visitLiteral(node, null);
    }

    private static String nameOf(MethodInvocationTree node) {
        return node.getMethodSelect() instanceof MemberSelectTree select
                ? select.getIdentifier().toString()
                : node.getMethodSelect().toString();
    }

    private void hear(ExpressionTree argument) {
        texts(argument).filter(SpokenTexts::saysSomething).forEach(sentences::add);
    }

    private void hearWords(ExpressionTree argument) {
        texts(argument)
                .filter(SpokenTexts::saysSomething)
                .filter(text -> !FILE.matcher(text).matches())
                .forEach(words::add);
    }

    private Stream<String> texts(Tree expression) {
        return switch (expression) {
            case ConditionalExpressionTree choice ->
                Stream.concat(texts(choice.getTrueExpression()), texts(choice.getFalseExpression()));
            case ParenthesizedTree inner -> texts(inner.getExpression());
            case BinaryTree sum
            when sum.getKind() == Tree.Kind.PLUS ->
                texts(sum.getLeftOperand())
                        .flatMap(left -> texts(sum.getRightOperand()).map(right -> left + right));
            case IdentifierTree name -> named(name.toString());
            case SwitchExpressionTree choice ->
                choice.getCases().stream()
                        .map(CaseTree::getBody)
                        .filter(ExpressionTree.class::isInstance)
                        .flatMap(this::texts);
            case LiteralTree literal when literal.getValue() instanceof String text -> Stream.of(text);
            case MethodInvocationTree call
            when nameOf(call).equals("formatted") && call.getMethodSelect() instanceof MemberSelectTree select -> {
                call.getArguments().forEach(this::hearWords);
                yield texts(select.getExpression());
            }
            case MethodInvocationTree call
            when call.getMethodSelect() instanceof IdentifierTree method -> named(method + "()");
            default -> Stream.of("%s");
        };
    }

    private Stream<String> named(String name) {
        List<ExpressionTree> texts = names.named.remove(name);
        if (texts == null) {
            return Stream.of("%s");
        }
        List<String> found = texts.stream().flatMap(this::texts).toList();
        names.named.put(name, texts);
        return found.stream();
    }

    private static boolean saysSomething(String text) {
        return WORDS.matcher(text.replaceAll("%[,\\d]*[a-zA-Z]", "")).find();
    }

    /** Finds what texts of a file are called by: variables, methods, and makers of refusals that take the reason. */
    private static final class NameFinder extends TreeScanner<Void, Void> {

        private final Map<String, List<ExpressionTree>> named = new HashMap<>();
        private final Set<String> makers = new HashSet<>();
        private @Nullable String method;

        @Override
        public Void visitVariable(VariableTree node, Void none) {
            if (String.valueOf(node.getType()).equals("String") && node.getInitializer() != null) {
                name(node.getName().toString(), node.getInitializer());
            }
            return super.visitVariable(node, null);
        }

        @Override
        public Void visitMethod(MethodTree node, Void none) {
            String type = String.valueOf(node.getReturnType());
            if (SHOWN.contains(type)) {
                makers.add(node.getName().toString());
            }
            String outer = method;
            method = type.equals("String") ? node.getName().toString() : null;
            super.visitMethod(node, null);
            method = outer;
            return null;
        }

        @Override
        public Void visitReturn(ReturnTree node, Void none) {
            if (method != null && node.getExpression() != null) {
                name(method + "()", node.getExpression());
            }
            return super.visitReturn(node, null);
        }

        private void name(String name, ExpressionTree text) {
            named.computeIfAbsent(name, key -> new ArrayList<>()).add(text);
        }
    }
}
