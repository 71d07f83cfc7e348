package io.tokentally.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A prompt that compares candidates with a job, taken apart. A candidate is a JSON object with an {@code id} (or that
 * word behind "candidate", "resume" or "cv"), or a passage that begins with such a word and a colon; the job is what
 * stands under a label such as "Job description", else what is left.
 */
record MatchPrompt(String job, List<Candidate> candidates) {

    /** One candidate; id and name are empty where the prompt gives none. */
    record Candidate(String id, String name, String text) {}

    private static final Pattern CANDIDATE_ID = Pattern.compile(
            "(?i)\\b(?:candidate|resume|cv)[ _-]?id\\b[\"'*]*\\s*[:=]\\s*[\"'*]*\\s*([\\p{L}\\p{N}][\\p{L}\\p{N}_.@-]*)");
    private static final Pattern PLAIN_ID =
            Pattern.compile("(?i)\\bid\\b[\"'*]*\\s*[:=]\\s*[\"'*]*\\s*([\\p{L}\\p{N}][\\p{L}\\p{N}_.@-]*)");
    private static final Pattern JOB_LABEL = Pattern.compile(
            "(?im)^[\\s<#*=\\[\"-]*(?:the )?(?:job[ _-]?(?:description|posting|ad|text)?|vacancy|position|role)"
                    + "[\\]\"*=> ]*(?::|>|$)");
    private static final Pattern RESUME_LABEL =
            Pattern.compile("(?im)^[\\s<#*=\\[\"-]*(?:candidate|resume|résumé|cv|applicant)[^\\n:>]{0,20}(?::|>|$)");
    private static final Pattern NAME = Pattern.compile("(?im)^[\\s*-]*(?:full )?name[\"*]*\\s*:\\s*(\\S.{0,60})$");

    MatchPrompt {
        candidates = List.copyOf(candidates);
    }

    static MatchPrompt read(String prompt) {
        EmbeddedJson json = EmbeddedJson.in(prompt);
        if (!json.candidates().isEmpty()) {
            String outside = afterJobLabel(json.rest());
            return new MatchPrompt(json.job().isBlank() ? outside : json.job(), json.candidates());
        }
        List<MatchResult> ids = CANDIDATE_ID.matcher(prompt).results().toList();
        if (ids.isEmpty()) {
            ids = PLAIN_ID.matcher(prompt).results().toList();
        }
        return ids.isEmpty() ? withoutIds(prompt) : withIds(prompt, ids);
    }

    private static MatchPrompt withIds(String prompt, List<MatchResult> ids) {
        int end = prompt.length();
        int jobStart = lastJobLabel(prompt);
        boolean jobLast = jobStart > ids.getLast().end();
        if (jobLast) {
            end = jobStart;
        }
        List<Candidate> candidates = new ArrayList<>();
        for (int i = 0; i < ids.size(); i++) {
            int until = i + 1 < ids.size() ? lineStart(prompt, ids.get(i + 1).start()) : end;
            int from = ids.get(i).end();
            String text = prompt.substring(from, Math.max(from, until));
            candidates.add(new Candidate(ids.get(i).group(1), name(text), text));
        }
        String job = jobLast
                ? prompt.substring(jobStart)
                : afterJobLabel(
                        prompt.substring(0, lineStart(prompt, ids.getFirst().start())));
        return new MatchPrompt(job, candidates);
    }

    /** One candidate under a label such as "Resume", or none. */
    private static MatchPrompt withoutIds(String prompt) {
        int jobStart = lastJobLabel(prompt);
        Matcher label = RESUME_LABEL.matcher(prompt);
        if (!label.find()) {
            return new MatchPrompt(prompt, List.of());
        }
        boolean jobLast = jobStart > label.end();
        String text = prompt.substring(label.end(), jobLast ? jobStart : prompt.length());
        String job = jobLast ? prompt.substring(jobStart) : afterJobLabel(prompt.substring(0, label.start()));
        return new MatchPrompt(job, List.of(new Candidate("", name(text), text)));
    }

    private static String afterJobLabel(String text) {
        Matcher label = JOB_LABEL.matcher(text);
        return label.find() ? text.substring(label.end()) : text;
    }

    private static int lastJobLabel(String prompt) {
        return JOB_LABEL
                .matcher(prompt)
                .results()
                .mapToInt(MatchResult::start)
                .max()
                .orElse(-1);
    }

    private static int lineStart(String text, int position) {
        return text.lastIndexOf('\n', position) + 1;
    }

    private static String name(String text) {
        Matcher matcher = NAME.matcher(text);
        return matcher.find() ? matcher.group(1).strip() : "";
    }
}
