package io.tokentally.simulator;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** What lines of a résumé have in common. */
final class ResumeLines {

    private static final Pattern BULLET = Pattern.compile("^[•·▪◦‣●○*–—-]\\s*");
    private static final Pattern PART =
            Pattern.compile("\\s*[|•·\\t]\\s*|\\s+[–—-]\\s+|\\s{2,}|,\\s+|;\\s+|\\s+@\\s+|\\s+at\\s+");
    private static final Pattern EDGES = Pattern.compile("^[\\s,;|()–—:-]+|[\\s,;|(–—:-]+$");
    private static final Pattern TITLE = Pattern.compile("(?i).*\\b(?:engineer|developer|manager|director|lead|head"
            + "|analyst|designer|consultant|architect|scientist|specialist|officer|intern|internship|assistant|nurse"
            + "|teacher|accountant|administrator|coordinator|programmer|researcher|recruiter|executive|representative"
            + "|technician|advisor|associate|founder|owner|president|partner|trainee|supervisor|editor|writer|lawyer"
            + "|paralegal|chef|planner|strategist|marketer|tester|sre|devops|cto|ceo|cfo|coo|freelancer|tutor|clerk"
            + "|fellow|professor|lecturer)s?\\b.*");

    private ResumeLines() {}

    static boolean isBullet(String line) {
        return BULLET.matcher(line).find();
    }

    static String withoutBullet(String line) {
        return BULLET.matcher(line).replaceFirst("");
    }

    static boolean namesJob(String text) {
        return TITLE.matcher(text).matches();
    }

    /** The parts of a line that commas, bars or dashes set apart. */
    static List<String> parts(String line) {
        List<String> parts = new ArrayList<>();
        for (String part : PART.split(line, -1)) {
            String trimmed = trimmed(part);
            if (!trimmed.isEmpty()) {
                parts.add(trimmed);
            }
        }
        return parts;
    }

    static String trimmed(String part) {
        return EDGES.matcher(part).replaceAll("");
    }

    /** The items of a list: bullets, or parts between commas; a label such as "Backend:" is dropped. */
    static List<String> items(List<String> lines, int longest) {
        return lines.stream()
                .map(ResumeLines::withoutBullet)
                .map(line -> line.replaceFirst("^[\\p{L}&/ ]{2,30}:\\s*", ""))
                .flatMap(line -> Arrays.stream(line.split("[,;|•·▪\\t]", -1)))
                .map(item -> item.strip().replaceFirst("\\.$", ""))
                .filter(item -> !item.isEmpty() && item.length() <= longest)
                .distinct()
                .toList();
    }
}
