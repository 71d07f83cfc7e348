package io.tokentally.simulator;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A résumé cut into its head and its sections.
 *
 * @param lines all lines, stripped
 * @param sections the lines under each heading
 */
record ResumeText(List<String> lines, Map<Section, List<String>> sections) {

    /** What a heading announces. */
    enum Section {
        HEAD(""),
        SUMMARY("summary|profile|about|about me|objective|professional summary|career summary|executive summary"
                + "|personal statement|career objective|professional profile"),
        SKILLS("skills|technical skills|key skills|core skills|core competencies|competencies|technologies|tech stack"
                + "|expertise|areas of expertise|skills and tools|skills & tools|tools"),
        EXPERIENCE("experience|work experience|professional experience|employment|employment history|work history"
                + "|career history|professional background|relevant experience|career"),
        EDUCATION("education|academic background|education and training|education & training|academic qualifications"
                + "|studies"),
        LANGUAGES("languages|language skills"),
        CERTIFICATIONS("certifications|certificates|licenses and certifications|licenses & certifications"
                + "|professional certifications|courses"),
        OTHER("projects|personal projects|publications|awards|honors|interests|hobbies|references|volunteering"
                + "|volunteer experience|achievements|activities|contact|contact details|personal details");

        private final Pattern heading;

        Section(String headings) {
            this.heading = Pattern.compile(headings);
        }
    }

    private static final Pattern TAGGED =
            Pattern.compile("(?is)<(resume|cv|document|text|resume_text)\\b[^>]*>(.*?)</\\1>");
    /** What no reader sees, and no model believes. */
    private static final Pattern HIDDEN = Pattern.compile("(?s)<hidden>.*?</hidden>");

    private static final Pattern FENCED = Pattern.compile("(?s)(\"\"\"|```|~~~)(?:[a-z]*\\n)?(.*?)\\1");
    private static final Pattern LABELLED = Pattern.compile(
            "(?im)^[\\s#*=-]*(?:the )?(?:candidate(?:'s)? )?(?:resume|résumé|cv|curriculum vitae)(?: text| content)?"
                    + "[\\s*=]*:[\\s*=-]*");
    private static final Pattern DECORATION = Pattern.compile("^[\\s#*_=>-]+|[\\s#*_=:-]+$");
    private static final Pattern INLINE = Pattern.compile("^([\\p{L}& ]{4,30}):\\s+(\\S.*)$");

    ResumeText {
        lines = List.copyOf(lines);
        sections = Map.copyOf(sections);
    }

    /** The résumé in a prompt: within tags, fences or after a label, else the whole prompt. */
    static ResumeText in(String prompt) {
        return of(passage(prompt));
    }

    private static String passage(String prompt) {
        Matcher tagged = TAGGED.matcher(prompt);
        if (tagged.find()) {
            return tagged.group(2);
        }
        Matcher fenced = FENCED.matcher(prompt);
        if (fenced.find()) {
            return fenced.group(2);
        }
        Matcher labelled = LABELLED.matcher(prompt);
        return labelled.find() ? prompt.substring(labelled.end()) : prompt;
    }

    private static ResumeText of(String text) {
        List<String> lines =
                HIDDEN.matcher(text).replaceAll("").lines().map(String::strip).toList();
        Map<Section, List<String>> sections = new EnumMap<>(Section.class);
        Section current = Section.HEAD;
        for (String line : lines) {
            Section heading = heading(line);
            Matcher inline = INLINE.matcher(line);
            if (heading != Section.HEAD) {
                current = heading;
            } else if (inline.matches() && heading(inline.group(1)) != Section.HEAD && current != Section.SKILLS) {
                current = heading(inline.group(1));
                section(sections, current).add(inline.group(2));
            } else {
                section(sections, current).add(line);
            }
        }
        return new ResumeText(lines, sections);
    }

    private static List<String> section(Map<Section, List<String>> sections, Section section) {
        return sections.computeIfAbsent(section, ignored -> new ArrayList<>());
    }

    /** The section that this line announces; HEAD if it is no heading. */
    private static Section heading(String line) {
        if (line.length() > 45) {
            return Section.HEAD;
        }
        String bare = DECORATION.matcher(line).replaceAll("").toLowerCase(Locale.ROOT);
        for (Section section : Section.values()) {
            if (section != Section.HEAD && section.heading.matcher(bare).matches()) {
                return section;
            }
        }
        return Section.HEAD;
    }

    List<String> section(Section section) {
        return sections.getOrDefault(section, List.of());
    }

    String all() {
        return String.join("\n", lines);
    }
}
