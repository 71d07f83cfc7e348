package io.tokentally.simulator;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Knows that {@code fullName} and {@code name}, {@code employer} and {@code company} mean the same. */
final class PropertyNames {

    private static final Set<String> SCORE = words("score matchscore matchpercentage overallscore fitscore relevance");
    private static final Set<String> CANDIDATE_ID = words("candidateid id candidate resumeid cvid");

    private static final List<Set<String>> GROUPS = List.of(
            SCORE,
            CANDIDATE_ID,
            words(
                    "results matches candidates rankings ranking items scores evaluations analyses assessments shortlist"),
            words("reasons strengths matchreasons positives pros evidence highlights"),
            words("gaps weaknesses missing concerns negatives cons risks"),
            words("matchedskills matchingskills matchedkeywords skillsmatched"),
            words("missingskills missingkeywords skillsmissing skillgaps"),
            words("recommendation verdict decision fit rating"),
            words("name fullname candidatename applicantname displayname personname"),
            words("firstname givenname forename"),
            words("lastname surname familyname"),
            words("email emailaddress mail contactemail"),
            words("phone phonenumber telephone mobile mobilephone tel contactphone"),
            words("location address city residence place country basedin"),
            words("summary profile about aboutme objective bio professionalsummary overview explanation rationale"
                    + " reasoning justification comment"),
            words("skills technicalskills keyskills technologies competencies skillset"),
            words("experience workexperience experiences employment employmenthistory workhistory positions jobs roles"
                    + " professionalexperience"),
            words("education educations academicbackground studies degrees qualifications"),
            words("languages spokenlanguages"),
            words("certifications certificates licenses"),
            words("yearsofexperience totalyearsofexperience totalexperienceyears experienceyears yearsexperience"
                    + " totalexperience"),
            words("title jobtitle role position headline currenttitle currentrole currentposition jobrole"),
            words("company employer organization organisation companyname currentcompany currentemployer"),
            words("start startdate from startyear begin since"),
            words("end enddate to endyear until"),
            words("period dates daterange duration timeframe years time"),
            words("description responsibilities details summary achievements highlights tasks duties bullets"),
            words("institution school university college institutionname schoolname provider"),
            words("degree qualification diploma degreename credential"),
            words("field fieldofstudy major subject area specialization"),
            words("year graduationyear graduation graduationdate yearofgraduation completed endyear end"),
            words("linkedin linkedinurl linkedinprofile"),
            words("github githuburl githubprofile"),
            words("website homepage url portfolio site link"));

    private PropertyNames() {}

    /** The value that the draft has under this name, or under another name for the same thing. */
    static @Nullable JsonNode find(JsonNode draft, String property) {
        String wanted = normal(property);
        for (String key : draft.propertyNames()) {
            if (normal(key).equals(wanted)) {
                return draft.path(key);
            }
        }
        for (Set<String> group : GROUPS) {
            if (group.contains(wanted)) {
                for (String key : draft.propertyNames()) {
                    if (group.contains(normal(key))) {
                        return draft.path(key);
                    }
                }
            }
        }
        return null;
    }

    static boolean isScore(String property) {
        return SCORE.contains(normal(property));
    }

    static boolean isCandidateId(String property) {
        return CANDIDATE_ID.contains(normal(property));
    }

    static String normal(String property) {
        return property.replaceAll("[^\\p{L}\\p{N}]", "").toLowerCase(Locale.ROOT);
    }

    private static Set<String> words(String words) {
        return Set.of(words.split(" ", -1));
    }
}
