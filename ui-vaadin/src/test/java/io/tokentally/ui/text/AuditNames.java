package io.tokentally.ui.text;

import io.tokentally.application.port.out.access.AuthenticationAudit;
import io.tokentally.domain.audit.AuditAction;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What the audit log calls what was done, what it was done to and what changed, read from whatever writes entries: functions of
 * the change sets, statements of the adapter, and the services that note what was looked at.
 */
final class AuditNames {

    private static final Pattern BODY = Pattern.compile("\\$\\$(.*?)\\$\\$", Pattern.DOTALL);
    private static final Pattern ENTRY = Pattern.compile("\\b(?:append|write)_audit_entr(?:y|ies_of)\\(");
    private static final Pattern ENTRY_OF_KIND = Pattern.compile("\\b(?:append|write)_audit_entry\\(");
    private static final Pattern OWN_ACT = Pattern.compile("\\.ownAct\\(");
    private static final Pattern ALLOWED = Pattern.compile("act NOT IN \\((.*?)\\)", Pattern.DOTALL);
    private static final Pattern ACTION =
            Pattern.compile("['\"]((?!tokentally)[a-z][a-z0-9_]*(?:\\.[a-z][a-z0-9_]*)+)['\"]");
    private static final Pattern WORD = Pattern.compile("['\"](\\w+)['\"]");
    private static final Pattern OBJECT = Pattern.compile("\\b(?:jsonb_build_object|Map\\.of)\\(");
    private static final Pattern CONSTANT = Pattern.compile("String ([A-Z_]+) = (\"\\w+\");");
    private static final int KIND = 3;

    /** Made of two parts where they are written. */
    private static final List<String> PUT_TOGETHER =
            List.of("invitation.accepted", "invitation.declined", "price.taken_back", "discount.taken_back");

    private final Set<String> actions = new TreeSet<>(PUT_TOGETHER);
    private final Set<String> fields = new TreeSet<>();
    private final Set<String> kinds = new TreeSet<>();

    private AuditNames() {
        Stream.of(AuthenticationAudit.Event.values())
                .map(AuthenticationAudit.Event::action)
                .forEach(actions::add);
        Stream.of(AuditAction.USAGE_EXPORTED, AuditAction.USAGE_REPORT_OF_OTHERS, AuditAction.AUDIT_EXPORTED)
                .map(AuditAction::name)
                .forEach(actions::add);
    }

    /** @param root of all modules */
    static AuditNames in(Path root) {
        AuditNames names = new AuditNames();
        texts(root.resolve("adapters-persistence/src/main/resources/db/changelog"), ".sql")
                .flatMap(sql -> found(BODY, sql))
                .forEach(names::readFunction);
        texts(root.resolve("adapters-persistence/src/main/java"), ".java").forEach(names::readStatements);
        texts(root.resolve("application/src/main/java/io/tokentally/application/service/audit"), ".java")
                .forEach(names::readOwnActs);
        return names;
    }

    Set<String> actions() {
        return actions;
    }

    Set<String> fields() {
        return fields;
    }

    /** What kinds of things there are to do something to. */
    Set<String> kinds() {
        return kinds;
    }

    private void readFunction(String body) {
        found(ALLOWED, body).flatMap(list -> found(ACTION, list)).forEach(actions::add);
        if (ENTRY.matcher(body).find() || body.contains("'percentage', terms")) {
            readFields(body);
        }
        readEntries(body);
    }

    private void readStatements(String java) {
        if (!ENTRY.matcher(java).find()) {
            return;
        }
        found(ACTION, java).forEach(actions::add);
        calls(ENTRY, java).forEach(call -> readFields(String.join(",", call)));
        readEntries(java);
        found(Pattern.compile("\"(jsonb_build_object[^\"]*)\""), java).forEach(this::readFields);
    }

    private void readOwnActs(String java) {
        List<String> constants = new ArrayList<>();
        CONSTANT.matcher(java).results().forEach(found -> constants.addAll(List.of(found.group(1), found.group(2))));
        calls(OWN_ACT, java).filter(call -> call.size() == KIND + 2).forEach(call -> {
            String kind = call.get(KIND - 1);
            int constant = constants.indexOf(kind);
            found(WORD, constant < 0 ? kind : constants.get(constant + 1)).forEach(kinds::add);
        });
        readFields(java);
    }

    private void readEntries(String text) {
        calls(ENTRY, text)
                .flatMap(List::stream)
                .flatMap(argument -> found(ACTION, argument))
                .forEach(actions::add);
        calls(ENTRY_OF_KIND, text)
                .filter(call -> call.size() > KIND)
                .flatMap(call -> found(WORD, call.get(KIND)))
                .forEach(kinds::add);
    }

    /** Every second argument of what makes an object is a name. */
    private void readFields(String text) {
        calls(OBJECT, text).forEach(members -> {
            for (int name = 0; name + 1 < members.size(); name += 2) {
                found(WORD, members.get(name)).forEach(fields::add);
            }
        });
    }

    private static Stream<List<String>> calls(Pattern function, String text) {
        return function.matcher(text).results().map(MatchResult::end).map(start -> arguments(text, start));
    }

    private static List<String> arguments(String text, int start) {
        List<String> arguments = new ArrayList<>();
        int depth = 1;
        int from = start;
        for (int place = start; depth > 0 && place < text.length(); place++) {
            char c = text.charAt(place);
            if (c == '(' || c == '[') {
                depth++;
            } else if (c == ')' || c == ']') {
                depth--;
            }
            if (depth == 0 || (depth == 1 && c == ',')) {
                arguments.add(text.substring(from, place).strip());
                from = place + 1;
            }
        }
        return arguments;
    }

    private static Stream<String> found(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(found -> found.group(1));
    }

    private static Stream<String> texts(Path folder, String ending) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(ending)).map(AuditNames::text).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
