package io.tokentally.adapter.openai.shortlist;

import com.openai.client.OpenAIClient;
import io.tokentally.application.port.out.shortlist.CandidateAnalyst;
import io.tokentally.domain.metering.Attribution;
import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.shortlist.AnalysisFailedException;
import io.tokentally.domain.shortlist.Candidate;
import io.tokentally.domain.shortlist.CandidateMatch;
import io.tokentally.domain.shortlist.CandidateProfile;
import io.tokentally.domain.shortlist.JobDescription;
import io.tokentally.domain.shortlist.ResumeText;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Lets a model of OpenAI, or of a server that speaks its protocol, read résumés. */
final class OpenAiCandidateAnalyst implements CandidateAnalyst, AutoCloseable {

    /** So many candidates go into one call: more make a model careless. */
    private static final int BATCH = 20;

    private final StructuredChat chat;
    private final boolean simulated;

    /**
     * @param client metered, so that each attempt is recorded; closed with the analyst
     * @param model must support structured output
     * @param simulated whether the client talks to a simulator
     */
    OpenAiCandidateAnalyst(OpenAIClient client, ModelName model, boolean simulated) {
        this.chat = new StructuredChat(client, model);
        this.simulated = simulated;
    }

    @Override
    public CandidateProfile extract(Attribution attribution, ResumeText resume) {
        return ProfileTask.read(
                chat.ask(attribution, ProfileTask.FORMAT, ProfileTask.INSTRUCTIONS, ProfileTask.prompt(resume)));
    }

    @Override
    public List<CandidateMatch> match(
            Attribution attribution, JobDescription jobDescription, List<Candidate> candidates) {
        List<CandidateMatch> matches = new ArrayList<>();
        for (int start = 0; start < candidates.size(); start += BATCH) {
            List<Candidate> batch = candidates.subList(start, Math.min(start + BATCH, candidates.size()));
            matches.addAll(matchBatch(attribution, jobDescription, batch));
        }
        return matches;
    }

    @Override
    public ModelName model() {
        return chat.model();
    }

    @Override
    public boolean isSimulated() {
        return simulated;
    }

    @Override
    public void close() {
        chat.close();
    }

    /** Asks once more for those that the model left out. */
    private List<CandidateMatch> matchBatch(
            Attribution attribution, JobDescription jobDescription, List<Candidate> batch) {
        List<CandidateMatch> matches = new ArrayList<>(ask(attribution, jobDescription, batch));
        List<Candidate> missing = without(batch, matches);
        if (!missing.isEmpty()) {
            matches.addAll(ask(attribution, jobDescription, missing));
            if (!without(missing, matches).isEmpty()) {
                throw new AnalysisFailedException("The model left out some of the candidates. Try again.");
            }
        }
        return matches;
    }

    private List<CandidateMatch> ask(Attribution attribution, JobDescription jobDescription, List<Candidate> batch) {
        return MatchTask.read(
                chat.ask(
                        attribution, MatchTask.FORMAT, MatchTask.INSTRUCTIONS, MatchTask.prompt(jobDescription, batch)),
                batch);
    }

    private static List<Candidate> without(List<Candidate> batch, List<CandidateMatch> matches) {
        Set<Object> matched =
                matches.stream().map(CandidateMatch::candidateId).collect(Collectors.toCollection(HashSet::new));
        return batch.stream()
                .filter(candidate -> !matched.contains(candidate.id()))
                .toList();
    }
}
