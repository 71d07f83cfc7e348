package io.tokentally.simulator;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Who a résumé is about; what was not found is empty.
 *
 * @param headline the job title under the name
 */
record ResumeHead(String name, String headline, String email, String phone, String location) {

    private static final int HEAD_LINES = 12;
    private static final Pattern EMAIL = Pattern.compile("[\\w.+-]{1,64}@[\\w-]{1,63}(?:\\.[\\w-]{1,63})+");
    private static final Pattern PHONE = Pattern.compile("(?<![\\w/.-])\\+?\\(?\\d[\\d ()./-]{6,20}\\d(?!\\w)");
    private static final Pattern LABELLED_NAME =
            Pattern.compile("(?im)^[\\s*-]*(?:full |candidate |applicant )?name[ *]*:[ *]*(\\S[^\\n|]{1,60})$");
    private static final Pattern LABELLED_LOCATION =
            Pattern.compile("(?im)^[\\s*-]*(?:location|address|city|based in|residence)[ *]*:[ *]*(\\S[^\\n|]{1,80})");
    private static final Pattern NAME = Pattern.compile(
            "\\p{Lu}[\\p{L}'’.-]*(?: (?:de|da|van|von|der|den|bin|al|del|la|di|\\p{Lu}[\\p{L}'’.-]*)){1,4}");
    private static final Pattern PLACE =
            Pattern.compile("\\p{Lu}[\\p{L}'. -]{1,30}, \\p{Lu}[\\p{L}'. -]{1,30}(?: \\d{4,6})?");
    private static final Pattern NO_NAME = Pattern.compile(
            "(?i).*\\b(?:resume|résumé|curriculum|vitae|cv|extract|candidate|profile|contact|information|details|page|text|following)\\b.*");
    private static final Pattern SEPARATOR = Pattern.compile("\\s*[|•·\\t]\\s*|\\s{2,}|\\s+[–—-]\\s+");

    static ResumeHead of(ResumeText resume) {
        String all = resume.all();
        List<String> head = resume.lines().stream()
                .filter(line -> !line.isBlank())
                .limit(HEAD_LINES)
                .toList();
        String name = labelled(LABELLED_NAME, all).or(() -> name(head)).orElse("");
        return new ResumeHead(
                capitalized(name),
                headline(head, name),
                first(EMAIL, all),
                phone(all),
                labelled(LABELLED_LOCATION, all).or(() -> place(head)).orElse(""));
    }

    private static Optional<String> labelled(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? Optional.of(matcher.group(1).strip()) : Optional.empty();
    }

    private static Optional<String> name(List<String> head) {
        return head.stream()
                .flatMap(line -> SEPARATOR.splitAsStream(bare(line)).limit(1))
                .map(part -> part.replaceFirst(",.*$", ""))
                .filter(part -> part.length() <= 45)
                .filter(part -> NAME.matcher(part).matches())
                .filter(part -> !NO_NAME.matcher(part).matches() && !ResumeLines.namesJob(part))
                .findFirst();
    }

    private static String bare(String line) {
        return line.replaceAll("^[#*\\s]+|[*\\s]+$", "");
    }

    private static String headline(List<String> head, String name) {
        return head.stream()
                .flatMap(line -> SEPARATOR.splitAsStream(bare(line)))
                .limit(HEAD_LINES)
                .filter(part -> !part.equals(name) && part.length() <= 60 && !part.endsWith("."))
                .filter(part ->
                        ResumeLines.namesJob(part) && ResumePeriod.in(part).isEmpty() && !part.contains("@"))
                .findFirst()
                .orElse("");
    }

    private static Optional<String> place(List<String> head) {
        return head.stream()
                .flatMap(SEPARATOR::splitAsStream)
                .map(String::strip)
                .filter(part -> PLACE.matcher(part).matches() && !ResumeLines.namesJob(part))
                .findFirst();
    }

    private static String phone(String text) {
        Matcher matcher = PHONE.matcher(text);
        while (matcher.find()) {
            String found = matcher.group();
            long digits = found.chars().filter(Character::isDigit).count();
            if (digits >= 7 && digits <= 15 && ResumePeriod.in(found).isEmpty()) {
                return found.strip();
            }
        }
        return "";
    }

    private static String first(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? matcher.group() : "";
    }

    /** JANE DOE becomes Jane Doe; other spellings stay. */
    private static String capitalized(String name) {
        if (!name.equals(name.toUpperCase(Locale.ROOT))) {
            return name;
        }
        return Stream.of(name.split(" ", -1))
                .filter(word -> !word.isEmpty())
                .map(word -> word.charAt(0) + word.substring(1).toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(" "));
    }
}
