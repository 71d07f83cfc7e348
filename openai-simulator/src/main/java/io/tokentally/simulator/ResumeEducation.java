package io.tokentally.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The studies of a résumé: degrees, where, and when they ended. */
final class ResumeEducation {

    private static final Pattern DEGREE = Pattern.compile("(?i).*(?:\\b(?:bachelor|master|doctor|doctorate|diploma"
            + "|degree|phd|mba|bsc|msc|beng|meng|ba|ma|bs|ms|bba|llb|llm|certificate|associate|abitur|baccalaureate"
            + "|a-levels)\\b|\\bb\\.?sc?\\b|\\bm\\.?sc?\\b|\\bph\\.?d).*");
    private static final Pattern INSTITUTION = Pattern.compile("(?i).*\\b(?:university|college|institute|school|academy"
            + "|polytechnic|universi\\p{L}+|hochschule|école|politecnico|faculty|mit|eth|eth zürich)\\b.*");
    private static final Pattern FIELD = Pattern.compile("(?i)\\b(?:in|of)\\s+(?:science in |arts in )?(.+)$");
    private static final Pattern YEAR = Pattern.compile("\\b(?:19|20)\\d{2}\\b");

    /** One degree; parts that were not found are empty. */
    record Study(String degree, String field, String institution, String start, String year) {}

    private ResumeEducation() {}

    static List<Study> studies(List<String> lines) {
        List<List<String>> entries = new ArrayList<>();
        for (String line : lines) {
            if (line.isBlank()) {
                continue;
            }
            if (entries.isEmpty() || beginsAnother(line, entries.getLast())) {
                entries.add(new ArrayList<>());
            }
            entries.getLast().add(ResumeLines.withoutBullet(line));
        }
        return entries.stream()
                .map(ResumeEducation::study)
                .filter(ResumeEducation::isOne)
                .toList();
    }

    /** A second degree, or a second institution, belongs to another entry. */
    private static boolean beginsAnother(String line, List<String> entry) {
        String soFar = String.join(" | ", entry);
        return (isDegree(line) && isDegree(soFar))
                || (isInstitution(line) && isInstitution(soFar))
                || (!isDegree(line) && isInstitution(line) && isDegree(soFar) && isInstitution(soFar));
    }

    private static boolean isOne(Study study) {
        return !study.degree().isEmpty() || !study.institution().isEmpty();
    }

    private static boolean isDegree(String text) {
        return DEGREE.matcher(text).matches();
    }

    private static boolean isInstitution(String text) {
        return INSTITUTION.matcher(text).matches();
    }

    private static Study study(List<String> lines) {
        String degree = "";
        String institution = "";
        String field = "";
        String start = "";
        String year = "";
        for (String line : lines) {
            start = ResumePeriod.in(line).map(ResumePeriod::start).orElse(start);
            Matcher years = YEAR.matcher(line);
            while (years.find()) {
                year = years.group();
            }
            String undated = YEAR.matcher(ResumePeriod.removedFrom(line)).replaceAll("");
            for (String part : ResumeLines.parts(undated)) {
                if (degree.isEmpty() && isDegree(part) && !isInstitution(part)) {
                    degree = part;
                } else if (institution.isEmpty() && isInstitution(part)) {
                    institution = part;
                } else if (field.isEmpty() && institution.isEmpty() && !degree.isEmpty()) {
                    field = part;
                }
            }
        }
        Matcher named = FIELD.matcher(degree);
        return new Study(degree, named.find() ? named.group(1) : field, institution, start, year);
    }
}
