"""A worker, with name, addresses, account and what was changed."""

TYPES = """
WorkerType
    Worker_Reference ->Worker
    Worker_Descriptor string
    Worker_Data Worker_DataType
Worker_DataType
    Worker_ID string
    User_ID string
    Universal_ID string
    Personal_Data Personal_Information_DataType
    Employment_Data Worker_Employment_Information_DataType
    Compensation_Data Worker_Compensation_DataType
    Organization_Data Worker_Organization_DataType
    Role_Data Worker_Role_DataType
    Management_Chain_Data Worker_Management_Chain_DataType
    Benefit_Enrollment_Data Worker_Benefit_Enrollment_DataType
    Benefit_Eligibility_Data Worker_Benefit_Eligibility_DataType
    Related_Person_Data Worker_Related_Persons_DataType
    Qualification_Data Person_Qualification_DataType
    Employee_Review_Data Employee_Review_DataType
    Photo_Data Employee_Image_DataType
    Worker_Document_Data Worker_Document_Data_WWSType
    Integration_Field_Override_Data Document_Field_Result_DataType *
    Transaction_Log_Entry_Data Event_Target_Transaction_Log_Entry_DataType
    Transaction_Log_Corrected_And_Rescinded_Data Event_Target_Transaction_Log_Rescind_And_Correct_DataType *
    Succession_Profile_Data Succession_Profile_DataType
    Talent_Assessment_Data Talent_Assessment_DataType
    Worker_Goal_Data Worker_Goal_DataType
    Development_Item_Data Worker_Development_Item_DataType
    Skill_Data Worker_Skill_Item_DataType
    Employee_Contracts_Data Employee_Contracts_DataType
    Feedback_Received_Data Feedback_Received_DataType
    User_Account_Data System_User_for_Worker_DataType
    Career_Data Worker_Career_DataType
    Account_Provisioning_Data Person_Account_Provisioning_DataType
    Background_Check_Data Background_Check_Overall_Status_DataType *
    Contingent_Worker_Tax_Authority_Form_Type_Data Contingent_Worker_Tax_Authority_Form_Information_DataType *
Personal_Information_DataType
    Name_Data Person_Name_DataType
    Gender_Reference ->Gender
    Birth_Date date
    Date_of_Death date
    Country_of_Birth_Reference ->Country
    Region_of_Birth_Reference ->Country_Region
    City_of_Birth string
    Marital_Status_Reference ->Marital_Status
    Marital_Status_Date date
    Religion_Reference ->Religion
    Disability_Status_Data Person_Disability_Status_DataType *
    Ethnicity_Reference ->Ethnicity *
    Hispanic_or_Latino boolean
    Citizenship_Status_Reference ->Citizenship_Status *
    Primary_Nationality_Reference ->Country
    Additional_Nationality_Reference ->Country *
    Hukou_Region_Reference ->Country_Region
    Hukou_Subregion_Reference ->Country_Subregion
    Hukou_Locality string
    Hukou_Postal_Code string
    Hukou_Type_Reference ->Hukou_Type
    Local_Hukou boolean
    Native_Region_Reference ->Country_Region
    Personnel_File_Agency_for_Person string
    Last_Medical_Exam_Date date
    Last_Medical_Exam_Valid_To date
    Medical_Exam_Notes string
    Military_Service_Data Person_Military_Service_DataType *
    Identification_Data Person_Identification_DataType
    Contact_Data Contact_Information_DataType
    Tobacco_Use boolean
    Political_Affiliation_Reference ->Political_Affiliation
    Social_Benefits_Locality_Reference ->Social_Benefits_Locality
    Relative_Name_Information_Data Relative_Name_Information_DataType
Person_Name_DataType
    Legal_Name_Data Legal_Name_DataType
    Preferred_Name_Data Preferred_Name_DataType
    Additional_Name_Data Additional_Name_DataType *
Legal_Name_DataType
    Name_Detail_Data Person_Name_Detail_DataType
Person_Name_Detail_DataType
    Country_Reference ->Country
    Prefix_Data Person_Name_Prefix_DataType
    First_Name string
    Middle_Name string
    Last_Name string
    Secondary_Last_Name string
    Local_Name_Detail_Data Local_Person_Name_Detail_DataType
    Suffix_Data Person_Name_Suffix_DataType
    Full_Name_for_Singapore_and_Malaysia string
    @Formatted_Name string
    @Reporting_Name string
Preferred_Name_DataType
    Name_Detail_Data Person_Name_Detail_DataType
Contact_Information_DataType
    Address_Data Address_Information_DataType *
    Phone_Data Phone_Information_DataType *
    Email_Address_Data Email_Address_Information_DataType *
    Instant_Messenger_Data Instant_Messenger_Information_DataType *
    Web_Address_Data Web_address_Information_DataType *
Address_Information_DataType
    Country_Reference ->Country
    Last_Modified dateTime
    Address_Line_Data Address_Line_Information_DataType *
    Municipality string
    Country_City_Reference ->Country_City
    Submunicipality_Data Submunicipality_Information_DataType *
    Country_Region_Reference ->Country_Region
    Subregion_Data Subregion_Information_DataType *
    Postal_Code string
    Usage_Data Communication_Method_Usage_Information_DataType *
    Municipality_Local string
    Address_Reference ->Address_Reference
    Address_ID string
    @Formatted_Address string
    @Address_Format_Type string
    @Defaulted_Business_Site_Address boolean
    @Delete boolean
    @Do_Not_Replace_All boolean
    @Effective_Date date
Communication_Method_Usage_Information_DataType
    Type_Data Communication_Usage_Type_DataType *
    Use_For_Reference ->Communication_Usage_Behavior *
    Use_For_Tenanted_Reference ->Communication_Usage_Behavior_Tenanted *
    Comments string
    @Public boolean
Communication_Usage_Type_DataType
    Type_Reference ->Communication_Usage_Type
    @Primary boolean
Phone_Information_DataType
    Country_ISO_Code string
    International_Phone_Code string
    Area_Code string
    Phone_Number string
    Phone_Extension string
    Phone_Device_Type_Reference ->Phone_Device_Type
    Usage_Data Communication_Method_Usage_Information_DataType *
    @Formatted_Phone string
Email_Address_Information_DataType
    Email_Address string
    Email_Comment string
    Usage_Data Communication_Method_Usage_Information_DataType *
Event_Target_Transaction_Log_Entry_DataType
    Transaction_Log_Entry Transaction_Log_EntryType *
Transaction_Log_EntryType
    Transaction_Log_Reference ->Transaction_Log
    Transaction_Log_Data Transaction_Log_DataType
Transaction_Log_DataType
    Transaction_Log_Description string
    Transaction_Effective_Moment dateTime
    Transaction_Entry_Moment dateTime
    Transaction_Log_Type_Reference ->Transaction_Log_Type *
    Transaction_Target_Reference ->Event_Target *
    Is_Rescind_Or_Rescinded boolean
    Is_Correction_Or_Corrected boolean
System_User_for_Worker_DataType
    User_Name string
    User_Language__Reference ->User_Language
    Locale__Reference ->Locale
    Currency_Reference ->Currency
    Time_Zone_Reference ->Time_Zone
    Default_Display_Language_Reference ->User_Language
"""
