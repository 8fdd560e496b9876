"""What is asked of workers, organizations, places and job profiles, and of time, pages and detail."""

TYPES = """
Get_Workers_RequestType
    Request_References Worker_Request_ReferencesType
    Request_Criteria Worker_Request_CriteriaType
    Response_Filter Response_FilterType
    Response_Group Worker_Response_GroupType
    @version string
Worker_Request_ReferencesType
    Worker_Reference ->Worker +
    @Skip_Non_Existing_Instances boolean
Worker_Request_CriteriaType
    Transaction_Log_Criteria_Data Transaction_Log_CriteriaType *
    Organization_Reference ->Organization *
    Country_Reference ->Country *
    Include_Subordinate_Organizations boolean
    Position_Reference ->Position_Element *
    Event_Reference ->Transaction_Log
    Benefit_Plan_Reference ->Benefit_Plan *
    Field_And_Parameter_Criteria_Data Field_And_Parameter_Criteria_DataType
    National_ID_Criteria_Data Worker_by_National_ID_Request_CriteriaType *
    Exclude_Inactive_Workers boolean
    Exclude_Employees boolean
    Exclude_Contingent_Workers boolean
Transaction_Log_CriteriaType
    Transaction_Date_Range_Data Effective_And_Updated_DateTime_DataType
    Transaction_Type_References Transaction_Type_ReferencesType
    Subscriber_Reference ->Subscriber
Effective_And_Updated_DateTime_DataType
    Updated_From dateTime
    Updated_Through dateTime
    Effective_From dateTime
    Effective_Through dateTime
Transaction_Type_ReferencesType
    Transaction_Type_Reference ->Transaction_Log_Type *
Field_And_Parameter_Criteria_DataType
    Provider_Reference ->External_Field_and_Parameter_Initialization_Provider *
Worker_by_National_ID_Request_CriteriaType
    Identifier_ID string 1
    National_ID_Type_Reference ->National_ID_Type
    Country_Reference ->Country
Response_FilterType
    As_Of_Effective_Date date
    As_Of_Entry_DateTime dateTime
    Page decimal
    Count decimal
Worker_Response_GroupType
    Include_Reference boolean
    Include_Personal_Information boolean
    Include_Additional_Jobs boolean
    Include_Employment_Information boolean
    Include_Compensation boolean
    Include_Organizations boolean
    Exclude_Organization_Support_Role_Data boolean
    Exclude_Location_Hierarchies boolean
    Exclude_Cost_Centers boolean
    Exclude_Cost_Center_Hierarchies boolean
    Exclude_Companies boolean
    Exclude_Company_Hierarchies boolean
    Exclude_Matrix_Organizations boolean
    Exclude_Pay_Groups boolean
    Exclude_Regions boolean
    Exclude_Region_Hierarchies boolean
    Exclude_Supervisory_Organizations boolean
    Exclude_Teams boolean
    Exclude_Custom_Organizations boolean
    Include_Roles boolean
    Include_Management_Chain_Data boolean
    Include_Multiple_Managers_in_Management_Chain_Data boolean
    Include_Benefit_Enrollments boolean
    Include_Benefit_Eligibility boolean
    Include_Related_Persons boolean
    Include_Qualifications boolean
    Include_Employee_Review boolean
    Include_Goals boolean
    Include_Development_Items boolean
    Include_Skills boolean
    Include_Photo boolean
    Include_Worker_Documents boolean
    Include_Transaction_Log_Data boolean
    Include_Subevents_for_Corrected_Transaction boolean
    Include_Subevents_for_Rescinded_Transaction boolean
    Include_Succession_Profile boolean
    Include_Talent_Assessment boolean
    Include_Employee_Contract_Data boolean
    Include_Contracts_for_Terminated_Workers boolean
    Include_Collective_Agreement_Data boolean
    Include_Probation_Period_Data boolean
    Include_Extended_Employee_Contract_Details boolean
    Include_Feedback_Received boolean
    Include_User_Account boolean
    Include_Career boolean
    Include_Account_Provisioning boolean
    Include_Background_Check_Data boolean
    Include_Contingent_Worker_Tax_Authority_Form_Information boolean
    Exclude_Funds boolean
    Exclude_Fund_Hierarchies boolean
    Exclude_Grants boolean
    Exclude_Grant_Hierarchies boolean
    Exclude_Business_Units boolean
    Exclude_Business_Unit_Hierarchies boolean
    Exclude_Programs boolean
    Exclude_Program_Hierarchies boolean
    Exclude_Gifts boolean
    Exclude_Gift_Hierarchies boolean
Get_Organizations_RequestType
    Request_References Organization_Request_ReferencesType
    Request_Criteria Organization_Request_CriteriaType
    Response_Filter Response_FilterType
    Response_Group Organization_Response_GroupType
    @version string
Organization_Request_ReferencesType
    Organization_Reference ->Organization +
    @Skip_Non_Existing_Instances boolean
Organization_Request_CriteriaType
    Organization_Type_Reference ->Organization_Type *
    Include_Inactive boolean
    Transaction_Log_Criteria Transaction_Log_CriteriaType *
    Field_And_Parameter_Criteria_Data Field_And_Parameter_Criteria_DataType
Organization_Response_GroupType
    Include_Roles_Data boolean
    Include_Hierarchy_Data boolean
    Include_Supervisory_Data boolean
    Include_Staffing_Restrictions_Data boolean
Get_Locations_RequestType
    Request_References Location_Request_ReferencesType
    Request_Criteria Location_Request_CriteriaType
    Response_Filter Response_FilterType
    Response_Group Location_Response_GroupType
    @version string
Location_Request_ReferencesType
    Location_Reference ->Location *
    @Skip_Non_Existing_Instances boolean
Location_Request_CriteriaType
    Location_Name string
    Location_Usage_Reference ->Location_Usage *
    Location_Type_Reference ->Location_Type *
    Exclude_Inactive_Locations boolean
    Exclude_Active_Locations boolean
    Field_And_Parameter_Criteria_Data Field_And_Parameter_Criteria_DataType *
Location_Response_GroupType
    Include_Reference boolean
    Include_Location_Data boolean
Get_Job_Profiles_RequestType
    Request_References Job_Profile_Request_ReferencesType
    Request_Criteria Job_Profile_Request_CriteriaType
    Response_Filter Response_FilterType
    Response_Group Job_Profile_Response_GroupType
    @version string
Job_Profile_Request_ReferencesType
    Job_Profile_Reference ->Job_Profile +
    @Skip_Non_Existing_Instances boolean
Job_Profile_Request_CriteriaType
    Transaction_Log_Criteria_Data Transaction_Log_CriteriaType *
    Event_Reference ->Unique_Identifier
    Job_Family_Reference ->Job_Family *
    Management_Level_Reference ->Management_Level *
    Job_Level_Reference ->Job_Level *
    Job_Category_Reference ->Job_Category *
    Company_Insider_Type_Reference ->Company_Insider_Type *
    Job_Classification_Reference ->Job_Classification *
    Job_Classification_Group_Reference ->Job_Classification_Group *
    Workers_Compensation_Code_Reference ->Workers_Compensation_Code *
    Work_Hours_Profile_Reference ->Work_Hours_Profile *
    Field_And_Parameter_Criteria_Data Field_And_Parameter_Criteria_DataType
Job_Profile_Response_GroupType
    Include_Reference boolean
    Include_Job_Profile_Basic_Data boolean
    Include_Job_Classification_Data boolean
    Include_Job_Profile_Pay_Rate_Data boolean
    Include_Job_Profile_Exempt_Data boolean
    Include_Workers_Compensation_Data boolean
    Include_Responsibility_Qualifications boolean
    Include_Work_Experience_Qualifications boolean
    Include_Education_Qualifications boolean
    Include_Language_Qualifications boolean
    Include_Competency_Qualifications boolean
    Include_Certification_Qualifications boolean
    Include_Training_Qualifications boolean
    Include_Job_Profile_Compensation_Data boolean
    Include_Skill_Qualifications boolean
Server_Timestamp_GetType
    @version string
"""
