package io.tokentally.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The jobs of a résumé. Each has a line with a span of time; title and company stand on that line or just above it, and
 * what was done stands below.
 */
final class ResumeExperience {

    private static final int LONGEST_HEADER = 90;
    private static final int MAX_HEADER_LINES = 2;

    /** One job; parts that were not found are empty. */
    record Job(String title, String company, String location, ResumePeriod period, List<String> done) {}

    private ResumeExperience() {}

    static List<Job> jobs(List<String> lines) {
        List<Integer> dated = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            if (!ResumeLines.isBullet(lines.get(i))
                    && ResumePeriod.in(lines.get(i)).isPresent()) {
                dated.add(i);
            }
        }
        List<Job> jobs = new ArrayList<>();
        for (int i = 0; i < dated.size(); i++) {
            int line = dated.get(i);
            int until = i + 1 < dated.size() ? headerStart(lines, dated.get(i + 1), line) : lines.size();
            int from = i == 0 ? headerStart(lines, line, -1) : headerStart(lines, line, dated.get(i - 1));
            job(lines.subList(from, line), lines.get(line), lines.subList(line + 1, until))
                    .ifPresent(jobs::add);
        }
        return jobs;
    }

    /** Where the header of the job begins whose span stands on this line; after the other line at the earliest. */
    private static int headerStart(List<String> lines, int line, int after) {
        List<String> own = ResumeLines.parts(ResumePeriod.removedFrom(lines.get(line)));
        int wanted = own.size() >= 2 ? 0 : MAX_HEADER_LINES - own.size();
        int start = line;
        while (wanted > 0 && start - 1 > after && isHeader(lines.get(start - 1))) {
            start--;
            wanted--;
        }
        return start;
    }

    private static boolean isHeader(String line) {
        return !line.isBlank()
                && line.length() <= LONGEST_HEADER
                && !ResumeLines.isBullet(line)
                && !line.endsWith(".")
                && ResumePeriod.in(line).isEmpty();
    }

    private static Optional<Job> job(List<String> above, String dated, List<String> below) {
        ResumePeriod period = ResumePeriod.in(dated).orElseThrow();
        List<String> parts = new ArrayList<>();
        above.forEach(line -> parts.addAll(ResumeLines.parts(line)));
        parts.addAll(ResumeLines.parts(ResumePeriod.removedFrom(dated)));
        List<String> done = new ArrayList<>(below);
        done.removeIf(String::isBlank);
        if (parts.size() < 2 && !done.isEmpty() && isHeader(done.getFirst())) {
            parts.addAll(ResumeLines.parts(done.removeFirst()));
        }
        if (parts.isEmpty()) {
            return Optional.empty();
        }
        int titleAt = 0;
        while (titleAt < parts.size() - 1 && !ResumeLines.namesJob(parts.get(titleAt))) {
            titleAt++;
        }
        boolean titled = ResumeLines.namesJob(parts.get(titleAt));
        String title = parts.remove(titled ? titleAt : 0);
        String company = parts.isEmpty() ? "" : parts.removeFirst();
        String location = String.join(", ", parts);
        List<String> bullets = done.stream().map(ResumeLines::withoutBullet).toList();
        return Optional.of(new Job(title, company, location, period, bullets));
    }
}
