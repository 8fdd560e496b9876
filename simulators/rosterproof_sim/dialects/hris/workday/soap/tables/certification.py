"""Certifications, as they are written back and as they are shown."""

TYPES = """
Manage_Certifications_RequestType
    Business_Process_Parameters Business_Process_ParametersType
    Manage_Certifications_Data Manage_Certifications_DataType 1
    @version string
Business_Process_ParametersType
    Auto_Complete boolean
    Run_Now boolean
    Comment_Data Business_Process_Comment_DataType
Business_Process_Comment_DataType
    Comment string
    Worker_Reference ->Worker
Manage_Certifications_DataType
    Role_Reference ->Worker 1
    Certification Certification_AchievementType *
Manage_Certifications_ResponseType
    Event_Reference ->Unique_Identifier
    @version string
Person_Qualification_DataType
    Accomplishment AccomplishmentType *
    External_Job_History Job_HistoryType *
    Competency Competency_Achievement_Data__v10_Type *
    Certification Certification_AchievementType *
    Training TrainingType *
    Award AwardType *
    Organization_Membership Professional_Affiliation_SkillType *
    Education EducationType *
    Work_Experience Work_Experience_DataType *
    Language Language_Achievement_DataType *
    Internal_Project_Experience Internal_Project_ExperienceType *
Certification_AchievementType
    Certification_Reference ->Certification_Skill
    Certification_Data Certification_Achievement_DataType *
Certification_Achievement_DataType
    Certification_ID string
    Remove_Certification boolean
    Certification_Reference ->Certification
    Country_Reference ->Country
    Certification_Name string
    Issuer string
    Certification_Number string
    Issued_Date date
    Expiration_Date date
    Examination_Score string
    Examination_Date date
    Specialty_Achievement_Data Specialty_Achievement_DataType *
    Worker_Document_Data Certification_Attachment_DataType *
TrainingType
    Training_Reference ->Training
    Training_Data Training_Achievement_DataType *
Training_Achievement_DataType
    Training_ID string
    Remove_Training boolean
    Training string
    Description string
    Training_Type_Reference ->Training_Type
    Completion_Date date
    Training_Duration string
"""
