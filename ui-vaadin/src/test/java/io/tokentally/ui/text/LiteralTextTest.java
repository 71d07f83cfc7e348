package io.tokentally.ui.text;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.ConditionalExpressionTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No page says anything that is not in the files of translations. */
class LiteralTextTest {

    private static final Path SOURCES = Path.of(System.getProperty("basedir", "."), "src/main/java");
    private static final Pattern WORDS = Pattern.compile("\\p{L}{2,}");

    /** What writes its first argument onto the page. */
    private static final Set<String> WRITERS = Set.of(
            "setText",
            "setLabel",
            "setTitle",
            "setAriaLabel",
            "setHelperText",
            "setPlaceholder",
            "setErrorMessage",
            "setHeader",
            "setHeaderTitle",
            "setTooltipText",
            "setSummaryText",
            "setConfirmText",
            "setCancelText",
            "setEmptySelectionCaption",
            "setPageTitle",
            "setFallbackAriaLabel");

    private static final Set<String> COMPONENTS = Set.of(
            "Anchor",
            "Button",
            "Checkbox",
            "ComboBox",
            "DatePicker",
            "Details",
            "Div",
            "EmailField",
            "H1",
            "H2",
            "H3",
            "H4",
            "IntegerField",
            "ListItem",
            "NativeLabel",
            "Notification",
            "Paragraph",
            "PasswordField",
            "Select",
            "Span",
            "Tab",
            "Text",
            "TextArea",
            "TextField",
            "VisibleText");

    @Test
    void everyTextComesFromTheTranslations() throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            assertThat(literals(files.filter(file -> file.toString().endsWith(".java"))
                            .toList()))
                    .isEmpty();
        }
    }

    @Test
    void aLiteralTextIsFound(@TempDir Path folder) throws IOException {
        Path page = Files.writeString(folder.resolve("Page.java"), """
                class Page {
                    void show(Button button, boolean sent) {
                        add(new Span("Nothing here"), new Button(texts("save")), new H1("42"));
                        button.setText(sent ? "Sent" : "Send");
                        button.setId("a name");
                        Notification.show("Saved");
                        button.getElement().setAttribute("aria-label", "Close it");
                    }
                }
                """);

        assertThat(literals(List.of(page)))
                .containsExactly(
                        "Page.java: Nothing here",
                        "Page.java: Sent",
                        "Page.java: Send",
                        "Page.java: Saved",
                        "Page.java: Close it");
    }

    private static List<String> literals(List<Path> files) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        List<String> found = new ArrayList<>();
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
            JavacTask task = (JavacTask) compiler.getTask(
                    null, manager, null, List.of("-proc:none"), null, manager.getJavaFileObjectsFromPaths(files));
            task.parse()
                    .forEach(unit -> new TextFinder(
                                    Path.of(unit.getSourceFile().getName())
                                            .getFileName()
                                            .toString(),
                                    found)
                            .scan(unit, null));
        }
        return found;
    }

    private static final class TextFinder extends TreeScanner<Void, Void> {

        private final String file;
        private final List<String> found;

        private TextFinder(String file, List<String> found) {
            this.file = file;
            this.found = found;
        }

        @Override
        public Void visitNewClass(NewClassTree node, Void none) {
            if (COMPONENTS.contains(node.getIdentifier().toString().replaceFirst("<.*", ""))
                    && !node.getArguments().isEmpty()) {
                // The first of an anchor's two is its address.
                boolean anchor = node.getIdentifier().toString().equals("Anchor")
                        && node.getArguments().size() > 1;
                check(node.getArguments().get(anchor ? 1 : 0));
            }
            return super.visitNewClass(node, null);
        }

        @Override
        public Void visitMethodInvocation(MethodInvocationTree node, Void none) {
            if (node.getMethodSelect() instanceof MemberSelectTree method
                    && !node.getArguments().isEmpty()) {
                List<? extends ExpressionTree> arguments = node.getArguments();
                String name = method.getIdentifier().toString();
                if (WRITERS.contains(name) || isNotification(method)) {
                    check(arguments.getFirst());
                } else if (name.equals("setAttribute") && isName(arguments.getFirst())) {
                    check(arguments.getLast());
                }
            }
            return super.visitMethodInvocation(node, null);
        }

        private static boolean isNotification(MemberSelectTree method) {
            return method.toString().equals("Notification.show");
        }

        private static boolean isName(ExpressionTree attribute) {
            return attribute instanceof LiteralTree literal
                    && Set.of("aria-label", "title", "alt", "placeholder").contains(String.valueOf(literal.getValue()));
        }

        private void check(Tree argument) {
            switch (argument) {
                case ConditionalExpressionTree choice -> {
                    check(choice.getTrueExpression());
                    check(choice.getFalseExpression());
                }
                case ParenthesizedTree inner -> check(inner.getExpression());
                case LiteralTree literal -> {
                    if (literal.getValue() instanceof String text
                            && WORDS.matcher(text).find()) {
                        found.add(file + ": " + text);
                    }
                }
                default -> {
                    // A text from somewhere else.
                }
            }
        }
    }
}
