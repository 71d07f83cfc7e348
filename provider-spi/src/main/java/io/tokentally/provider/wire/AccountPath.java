package io.tokentally.provider.wire;

import io.tokentally.domain.key.AccountOperation;
import io.tokentally.domain.key.AccountOperation.Answers;
import io.tokentally.domain.key.OperationGroup;
import io.tokentally.domain.text.ParsesOutsideInput;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A path below {@code /v1} and its query, taken apart as REST has it: {@code files} is a collection, {@code files/f1} one of
 * it, and {@code vector_stores/v1/files/f1} one within another.
 */
@ParsesOutsideInput
public record AccountPath(String method, List<String> segments, String query) {

    private static final String VERSION = "/v1/";
    private static final Set<String> CURSORS = Set.of("after", "before", "after_id", "before_id", "starting_after");
    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "DELETE");

    /** @param path spelt plainly; one that is not below {@code /v1} has no segments */
    public static AccountPath of(String method, String path, String query) {
        boolean below = path.startsWith(VERSION) && path.length() > VERSION.length();
        return new AccountPath(
                method,
                below ? List.of(path.substring(VERSION.length()).split("/", -1)) : List.of(),
                query.startsWith("?") ? query.substring(1) : query);
    }

    /** Whether a server behind could find other segments in it than these, by decoding or cutting once more. */
    public boolean isAmbiguous() {
        return segments.stream()
                .anyMatch(segment -> segment.isEmpty() || segment.indexOf('%') >= 0 || segment.indexOf(';') >= 0);
    }

    public boolean is(String wantedMethod, String path) {
        return method.equals(wantedMethod) && String.join("/", segments).equals(path);
    }

    public boolean looks() {
        return method.equals("GET") || method.equals("HEAD");
    }

    public boolean begins(String segment) {
        return !segments.isEmpty() && segments.getFirst().equals(segment);
    }

    /** A collection, or what is in it. */
    public AccountOperation inCollection(int depth, boolean creatingCallsModel, boolean fetches, Pattern shape) {
        if (!METHODS.contains(method)) {
            return AccountOperation.UNKNOWN;
        }
        if (segments.size() == depth) {
            return looks()
                    ? operation(OperationGroup.LISTS, Set.of(), Set.of(), false, Answers.NOTHING_NEW, shape)
                    : method.equals("POST")
                            ? operation(
                                    OperationGroup.RESOURCES,
                                    Set.of(),
                                    Set.of(),
                                    creatingCallsModel,
                                    Answers.OF_THE_CALLER,
                                    shape)
                            : AccountOperation.UNKNOWN;
        }
        Set<String> within = new HashSet<>();
        for (int at = depth + 2; at < segments.size(); at += 2) {
            within.add(segments.get(at));
        }
        within.remove(segments.get(depth));
        Answers answers =
                fetches ? Answers.OF_THE_OWNER : method.equals("POST") ? Answers.OF_THE_CALLER : Answers.NOTHING_NEW;
        return operation(OperationGroup.RESOURCES, Set.of(segments.get(depth)), within, false, answers, shape);
    }

    /** An operation of that kind, which also works on what the query names. */
    public AccountOperation operation(
            OperationGroup group,
            Set<String> ids,
            Set<String> within,
            boolean callsModel,
            Answers answers,
            Pattern shape) {
        Set<String> all = new HashSet<>(ids);
        all.addAll(within);
        all.addAll(inQuery(shape, !ids.isEmpty()));
        return new AccountOperation(group, all, within, callsModel, false, answers);
    }

    /** Where a list goes on is no use of what stands there: that is within what the path names. */
    private Set<String> inQuery(Pattern shape, boolean withoutCursors) {
        Set<String> ids = new HashSet<>();
        for (String parameter : query.split("&", -1)) {
            int equals = parameter.indexOf('=');
            String name = decoded(equals < 0 ? parameter : parameter.substring(0, equals));
            String value = decoded(equals < 0 ? "" : parameter.substring(equals + 1));
            if (shape.matcher(value).matches() && !(withoutCursors && CURSORS.contains(name))) {
                ids.add(value);
            }
        }
        return ids;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }
}
