"""Which column of the facts is which value of the census: read one way, written the other.

A name with `+` is no element of the census but made of where the row stands: an id, or one of
`+factors` (the list as JSON), `+transfer`. `_is` stands as Y or N in the facts. `Conferences` is
no table of the census: it dates them on enquiries and on episodes.
"""

COLUMNS: dict[str, tuple[str, dict[str, str]]] = {
    "ssd_person": (
        "ChildIdentifiers",
        {
            "pers_person_id": "+person",
            "pers_sex": "Sex",
            "pers_gender": "GenderCurrent",
            "pers_ethnicity": "Ethnicity",
            "pers_dob": "PersonBirthDate_on",
            "pers_expected_dob": "ExpectedPersonBirthDate_on",
            "pers_death_date": "PersonDeathDate_on",
            "pers_upn_unknown": "UPNunknown",
            "lscp_upn": "UPN",
            "lscp_former_upn": "FormerUPN",
        },
    ),
    "ssd_disability": (
        "Disabilities",
        {
            "disa_table_id": "+D",
            "disa_person_id": "+person",
            "disa_disability_code": "Disability",
        },
    ),
    "ssd_cin_episodes": (
        "CINdetails",
        {
            "cine_referral_id": "+referral",
            "cine_person_id": "+person",
            "cine_referral_date": "CINreferralDate_on",
            "cine_referral_source_code": "ReferralSource",
            "cine_cin_primary_need_code": "PrimaryNeedCode",
            "cine_close_date": "CINclosureDate_on",
            "cine_close_reason": "ReasonForClosure",
            "cine_referral_nfa": "ReferralNFA_is",
        },
    ),
    "ssd_cin_assessments": (
        "Assessments",
        {
            "cina_assessment_id": "+A",
            "cina_referral_id": "+referral",
            "cina_person_id": "+person",
            "cina_assessment_start_date": "AssessmentActualStartDate_on",
            "cina_assessment_auth_date": "AssessmentAuthorisationDate_on",
            "lscp_internal_review_date": "AssessmentInternalReviewDate_on",
        },
    ),
    "ssd_assessment_factors": (
        "Assessments",
        {
            "cinf_table_id": "+F",
            "cinf_assessment_id": "+A",
            "cinf_assessment_factors_json": "+factors",
        },
    ),
    "lscp_assessment_factors": (
        "AssessmentFactorsList",
        {"lscp_assessment_id": "+A", "lscp_factor": "AssessmentFactor"},
    ),
    "ssd_cin_plans": (
        "CINplanDates",
        {
            "cinp_cin_plan_id": "+N",
            "cinp_referral_id": "+referral",
            "cinp_person_id": "+person",
            "cinp_cin_plan_start_date": "CINPlanStartDate_on",
            "cinp_cin_plan_end_date": "CINPlanEndDate_on",
        },
    ),
    "ssd_s47_enquiry": (
        "Section47",
        {
            "s47e_s47_enquiry_id": "+S",
            "s47e_referral_id": "+referral",
            "s47e_person_id": "+person",
            "s47e_s47_start_date": "S47ActualStartDate_on",
            "s47e_s47_nfa": "ICPCnotRequired_is",
        },
    ),
    "ssd_initial_cp_conference": (
        "Conferences",
        {
            "icpc_icpc_id": "+C",
            "icpc_s47_enquiry_id": "+S",
            "icpc_referral_id": "+referral",
            "icpc_person_id": "+person",
            "icpc_icpc_transfer_in": "+transfer",
            "icpc_icpc_target_date": "InitialCPCtarget_on",
            "icpc_icpc_date": "DateOfInitialCPC_on",
        },
    ),
    "ssd_cp_plans": (
        "ChildProtectionPlans",
        {
            "cppl_cp_plan_id": "+P",
            "cppl_referral_id": "+referral",
            "cppl_person_id": "+person",
            "cppl_cp_plan_start_date": "CPPstartDate_on",
            "cppl_cp_plan_end_date": "CPPendDate_on",
            "cppl_cp_plan_initial_category": "InitialCategoryOfAbuse",
            "cppl_cp_plan_latest_category": "LatestCategoryOfAbuse",
            "lscp_previous_plans": "NumberOfPreviousCPP_n",
        },
    ),
    "ssd_cp_reviews": (
        "Reviews",
        {
            "cppr_cp_review_id": "+R",
            "cppr_cp_plan_id": "+P",
            "cppr_person_id": "+person",
            "cppr_cp_review_date": "CPPreviewDate_on",
        },
    ),
    "ssd_pre_proceedings": (
        "PreProceedingsandFGDM",
        {
            "prep_table_id": "+L",
            "lscp_referral_id": "+referral",
            "prep_person_id": "+person",
            "prep_pre_pro_decision_date": "PPStartDate_on",
            "prep_pre_pro_letter_date": "LBPSentDate_on",
            "lscp_fgdm_offered": "FGDMMeetingOffer_is",
            "lscp_fgdm_facilitated": "FGDMMeetingFac_is",
            "prep_initial_pre_pro_meeting_date": "InitialPPMeetingDate_on",
            "prep_pre_pro_meetings_num": "ReviewMeetingsCount_n",
            "prep_agree_stepdown_issue_date": "StepDecisionDate_on",
            "prep_pre_pro_outcome": "PPOutcome",
            "lscp_court_application_date": "CourtAppDate_on",
            "prep_care_pro_letter_date": "LetterInitCPDate_on",
        },
    ),
}

# Where a value of `COLUMNS` comes from another table of the census than the one named there.
ALSO = {
    "ChildIdentifiers": ("ChildCharacteristics",),
    "Conferences": ("Section47", "CINdetails"),
}
